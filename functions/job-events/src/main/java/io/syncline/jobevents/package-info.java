/** The function that takes over what the CRM says of jobs on the event bus. */
@NullMarked
package io.syncline.jobevents;

import org.jspecify.annotations.NullMarked;
