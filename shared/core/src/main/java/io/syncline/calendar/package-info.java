/** Jobs, events, the links between them, and keeping both in step. */
@NullMarked
package io.syncline.calendar;

import org.jspecify.annotations.NullMarked;
