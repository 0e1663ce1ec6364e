@NullMarked
package io.syncline.local.cloud.identity;

import org.jspecify.annotations.NullMarked;
