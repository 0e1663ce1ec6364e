/** The function that starts to connect an account. */
@NullMarked
package io.syncline.oauthstart;

import org.jspecify.annotations.NullMarked;
