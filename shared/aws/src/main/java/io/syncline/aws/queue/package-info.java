/** Wake-ups and orders to refresh by SQS. */
@NullMarked
package io.syncline.aws.queue;

import org.jspecify.annotations.NullMarked;
