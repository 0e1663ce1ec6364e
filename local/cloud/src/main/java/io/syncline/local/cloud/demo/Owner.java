package io.syncline.local.cloud.demo;

import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.providers.account.Provider;

/** Whose calendar carries a job in the demo, and with which provider. */
enum Owner {
    TESS,
    DANA;

    DemoPerson person() {
        return switch (this) {
            case TESS -> DemoPerson.TESS;
            case DANA -> DemoPerson.DANA;
        };
    }

    Provider provider() {
        return switch (this) {
            case TESS -> Provider.GOOGLE;
            case DANA -> Provider.MICROSOFT;
        };
    }

    String email() {
        return person().email();
    }

    /** For sentences: {@code Google calendar of Tess Turner}. */
    String calendar() {
        String name = switch (provider()) {
            case GOOGLE -> "Google";
            case MICROSOFT -> "Microsoft";
        };
        return name + " calendar of " + person().name();
    }
}
