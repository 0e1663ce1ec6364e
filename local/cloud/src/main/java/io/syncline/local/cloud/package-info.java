/** Runs {@code template.yaml} on one machine: {@link io.syncline.local.cloud.LocalCloud} is the way in. */
@NullMarked
package io.syncline.local.cloud;

import org.jspecify.annotations.NullMarked;
