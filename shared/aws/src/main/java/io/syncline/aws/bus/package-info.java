/** What others are told by EventBridge. */
@NullMarked
package io.syncline.aws.bus;

import org.jspecify.annotations.NullMarked;
