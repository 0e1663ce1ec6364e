package io.syncline.local.cloud.identity;

import java.util.List;

/**
 * Somebody who can sign in locally with one click.
 *
 * @param id the {@code sub} claim
 * @param organisation the {@code org} claim
 * @param roles the {@code roles} claim
 * @param about one line for the sign-in page
 */
public record DemoPerson(String id, String name, String email, String organisation, List<String> roles, String about) {

    public static final String ORGANISATION = "fieldworks";

    public static final DemoPerson DANA = new DemoPerson(
            "dana",
            "Dana Diaz",
            "dana@fieldworks.example",
            ORGANISATION,
            List.of("dispatcher"),
            "Dispatcher: plans everybody's jobs");

    public static final DemoPerson TESS = new DemoPerson(
            "tess",
            "Tess Turner",
            "tess@fieldworks.example",
            ORGANISATION,
            List.of("technician"),
            "Technician: has jobs in her own calendar");

    public static final DemoPerson ADA = new DemoPerson(
            "ada",
            "Ada Abbott",
            "ada@fieldworks.example",
            ORGANISATION,
            List.of("administrator"),
            "Administrator: looks after all connections");

    public DemoPerson {
        roles = List.copyOf(roles);
    }

    public static List<DemoPerson> all() {
        return List.of(DANA, TESS, ADA);
    }
}
