/** Wake-ups by SQS. */
@NullMarked
package io.syncline.aws.queue;

import org.jspecify.annotations.NullMarked;
