/** The people who have an account with a simulated provider. */
@NullMarked
package io.syncline.local.providers.account;

import org.jspecify.annotations.NullMarked;
