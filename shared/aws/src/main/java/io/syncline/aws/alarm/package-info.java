/** What an operator is told. */
@NullMarked
package io.syncline.aws.alarm;

import org.jspecify.annotations.NullMarked;
