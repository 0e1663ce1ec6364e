package io.syncline.oauth;

import java.net.URI;

/** Scheme, host and port of an address (RFC 6454). */
final class Origins {
    private Origins() {}

    static String of(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
