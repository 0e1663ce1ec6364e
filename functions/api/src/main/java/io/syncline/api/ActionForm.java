package io.syncline.api;

import io.syncline.calendar.Remedy;
import org.jspecify.annotations.Nullable;

/** {@code Action} of {@code docs/openapi.yaml}. */
record ActionForm(String kind, String label, @Nullable String subject) {

    static ActionForm of(Remedy remedy) {
        return new ActionForm(
                remedy.kind().word(), remedy.label(), remedy.subject().orElse(null));
    }
}
