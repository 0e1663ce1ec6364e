@NullMarked
package io.syncline.local.cloud.lambda;

import org.jspecify.annotations.NullMarked;
