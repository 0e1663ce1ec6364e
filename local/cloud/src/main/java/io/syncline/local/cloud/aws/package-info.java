@NullMarked
package io.syncline.local.cloud.aws;

import org.jspecify.annotations.NullMarked;
