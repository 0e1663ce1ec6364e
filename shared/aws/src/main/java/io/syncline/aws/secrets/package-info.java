/** Secrets of the installation. */
@NullMarked
package io.syncline.aws.secrets;

import org.jspecify.annotations.NullMarked;
