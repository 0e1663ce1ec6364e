@NullMarked
package io.syncline.local.cloud.template;

import org.jspecify.annotations.NullMarked;
