/** The worker that brings one calendar in step. */
@NullMarked
package io.syncline.calendarsync;

import org.jspecify.annotations.NullMarked;
