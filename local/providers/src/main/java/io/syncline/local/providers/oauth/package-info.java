/** Signing in, consent, codes, and tokens, in each provider's dialect. */
@NullMarked
package io.syncline.local.providers.oauth;

import org.jspecify.annotations.NullMarked;
