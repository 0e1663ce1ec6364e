@NullMarked
package io.syncline.local.cloud.server;

import org.jspecify.annotations.NullMarked;
