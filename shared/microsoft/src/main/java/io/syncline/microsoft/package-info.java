/** Microsoft 365 calendars through Microsoft Graph v1.0 and its SDK. */
@NullMarked
package io.syncline.microsoft;

import org.jspecify.annotations.NullMarked;
