/** Calendars as state: entries, revisions, tombstones and the change log. */
@NullMarked
package io.syncline.local.providers.calendar;

import org.jspecify.annotations.NullMarked;
