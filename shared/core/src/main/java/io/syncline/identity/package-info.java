/** Organisations, people and what they may do. */
@NullMarked
package io.syncline.identity;

import org.jspecify.annotations.NullMarked;
