/** Secrets, token sets, the vault and refreshing. */
@NullMarked
package io.syncline.token;

import org.jspecify.annotations.NullMarked;
