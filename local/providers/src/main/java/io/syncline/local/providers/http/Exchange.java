package io.syncline.local.providers.http;

import java.util.Map;
import java.util.Optional;

/** Reaches the simulated hosts without sockets, in the caller's own thread. */
public final class Exchange {

    private final Map<String, Responder> parts;
    private final Map<String, String> partOfOrigin;

    /**
     * An exchange with these hosts.
     *
     * @param parts what answers, by the host's name in the ledger
     * @param partOfOrigin the hosts' names by their origins, such as {@code https://graph.invalid}
     */
    public Exchange(Map<String, Responder> parts, Map<String, String> partOfOrigin) {
        this.parts = Map.copyOf(parts);
        this.partOfOrigin = Map.copyOf(partOfOrigin);
    }

    /**
     * Sends one request and waits for its answer, which may be {@linkplain Answer#isCut() cut}: then the caller saw its
     * connection close, or gave up waiting.
     *
     * @param part the host, for example {@code graph}
     * @param url absolute, or a path with its query
     * @param headers {@code Content-Encoding: gzip} is understood
     * @throws IllegalArgumentException when there is no such host
     */
    public Answer send(String part, String method, String url, HeaderLines headers, byte[] body) {
        var responder = Optional.ofNullable(parts.get(part))
                .orElseThrow(() -> new IllegalArgumentException("No host is named " + part + "."));
        try {
            return responder.settle(Request.received(method, url, headers, body));
        } catch (Refusal unreadable) {
            return unreadable.answer();
        }
    }

    /**
     * Sends one request to the host that its address names.
     *
     * @throws IllegalArgumentException when the address leads to none of the hosts
     */
    public Answer send(String method, String url, HeaderLines headers, byte[] body) {
        return send(partAt(url), method, url, headers, body);
    }

    private String partAt(String url) {
        int host = url.indexOf("://") + 3;
        int path = url.indexOf('/', host);
        return Optional.ofNullable(partOfOrigin.get(path < 0 ? url : url.substring(0, path)))
                .orElseThrow(() -> new IllegalArgumentException("No simulated host is at " + url + "."));
    }
}
