/** The general part of two-way sync: windows, cursors, runs and their outcomes. */
@NullMarked
package io.syncline.sync;

import org.jspecify.annotations.NullMarked;
