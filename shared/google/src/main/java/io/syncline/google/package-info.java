/** Google Calendar, through Google's own Java client. */
@NullMarked
package io.syncline.google;

import org.jspecify.annotations.NullMarked;
