/** What keeps workers out of each other's way. */
@NullMarked
package io.syncline.traffic;

import org.jspecify.annotations.NullMarked;
