/** The providers' OAuth 2.0 authorization servers over HTTP (RFC 6749, 7636, 7009, 9207). */
@NullMarked
package io.syncline.oauth;

import org.jspecify.annotations.NullMarked;
