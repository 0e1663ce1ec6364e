/** The function behind every route of the API but the ones of connecting. */
@NullMarked
package io.syncline.api;

import org.jspecify.annotations.NullMarked;
