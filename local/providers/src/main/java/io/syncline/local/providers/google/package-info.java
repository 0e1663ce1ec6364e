/** The Google Calendar API, version 3. */
@NullMarked
package io.syncline.local.providers.google;

import org.jspecify.annotations.NullMarked;
