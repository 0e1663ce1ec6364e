/** Calendars read from .ics files. */
@NullMarked
package io.syncline.local.providers.ics;

import org.jspecify.annotations.NullMarked;
