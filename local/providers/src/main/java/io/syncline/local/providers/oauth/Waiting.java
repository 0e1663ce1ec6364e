package io.syncline.local.providers.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The requests whose page is shown and not decided yet; each can be decided once. Safe for many threads. */
final class Waiting {

    private static final int REMEMBERED = 20_000;

    private final Map<String, AuthorizationRequest> requests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AuthorizationRequest> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void add(AuthorizationRequest request) {
        requests.put(request.id(), request);
    }

    synchronized Optional<AuthorizationRequest> claim(String id) {
        return Optional.ofNullable(requests.remove(id));
    }
}
