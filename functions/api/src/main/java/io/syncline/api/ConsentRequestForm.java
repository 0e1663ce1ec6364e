package io.syncline.api;

import io.syncline.authorisation.ListConsentRequests.Waiting;
import io.syncline.connection.Service;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ConsentRequest} of {@code docs/openapi.yaml}. */
record ConsentRequestForm(
        String provider,
        List<String> services,
        String askedAt,
        @Nullable String answeredAt,
        @Nullable String link) {

    static ConsentRequestForm of(Waiting waiting) {
        return new ConsentRequestForm(
                waiting.request().provider().word(),
                waiting.request().services().stream()
                        .sorted()
                        .map(Service::word)
                        .toList(),
                waiting.request().askedAt().toString(),
                waiting.request().answeredAt().map(Instant::toString).orElse(null),
                waiting.link().map(URI::toString).orElse(null));
    }
}
