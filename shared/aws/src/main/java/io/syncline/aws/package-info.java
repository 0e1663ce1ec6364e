/** Adapters to AWS, and what every function needs to start. */
@NullMarked
package io.syncline.aws;

import org.jspecify.annotations.NullMarked;
