@NullMarked
package io.syncline.local.cloud.demo;

import org.jspecify.annotations.NullMarked;
