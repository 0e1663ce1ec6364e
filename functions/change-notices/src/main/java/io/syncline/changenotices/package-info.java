/** The function that takes the providers' notices of changes. */
@NullMarked
package io.syncline.changenotices;

import org.jspecify.annotations.NullMarked;
