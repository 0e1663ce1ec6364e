/** The function that wakes every calendar whose time has come. */
@NullMarked
package io.syncline.syncplanner;

import org.jspecify.annotations.NullMarked;
