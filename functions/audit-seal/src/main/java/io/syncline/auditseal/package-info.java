/** The function that seals the trails of all organisations. */
@NullMarked
package io.syncline.auditseal;

import org.jspecify.annotations.NullMarked;
