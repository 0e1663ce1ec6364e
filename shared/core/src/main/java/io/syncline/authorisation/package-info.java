/** Connecting, reconnecting and disconnecting accounts by OAuth 2.0. */
@NullMarked
package io.syncline.authorisation;

import org.jspecify.annotations.NullMarked;
