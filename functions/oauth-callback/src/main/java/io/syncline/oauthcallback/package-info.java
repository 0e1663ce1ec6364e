/** The function that completes a connection when its person comes back from the provider. */
@NullMarked
package io.syncline.oauthcallback;

import org.jspecify.annotations.NullMarked;
