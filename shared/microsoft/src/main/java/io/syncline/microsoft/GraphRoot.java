package io.syncline.microsoft;

import java.net.URI;

/**
 * Where Graph is.
 *
 * <p>Its path is {@code /v1.0} or {@code /beta} at the root of a host, because the SDK's batch writer cuts five
 * characters off every path.
 */
record GraphRoot(URI uri) {

    GraphRoot {
        if (uri.getHost() == null
                || !(uri.getPath().equals("/v1.0") || uri.getPath().equals("/beta"))) {
            throw new IllegalArgumentException("Graph's root is a host with the path /v1.0 or /beta, not " + uri);
        }
    }

    /** Whether a link that came from outside leads here. The token goes nowhere else. */
    boolean holds(String link) {
        try {
            return holds(URI.create(link));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean holds(URI link) {
        return uri.getScheme().equalsIgnoreCase(link.getScheme())
                && uri.getHost().equalsIgnoreCase(link.getHost())
                && portOf(uri) == portOf(link)
                && link.getRawUserInfo() == null
                && link.normalize().getPath().startsWith(uri.getPath() + "/");
    }

    private static int portOf(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
