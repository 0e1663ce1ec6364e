@NullMarked
package io.syncline.local.cloud.http;

import org.jspecify.annotations.NullMarked;
