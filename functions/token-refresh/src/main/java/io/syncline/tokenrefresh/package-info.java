/** The function that refreshes tokens ahead of their end, and finishes what connections still owe. */
@NullMarked
package io.syncline.tokenrefresh;

import org.jspecify.annotations.NullMarked;
