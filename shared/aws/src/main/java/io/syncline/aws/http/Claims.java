package io.syncline.aws.http;

import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads who somebody is out of a token's claims, which the gateway hands over as texts. */
final class Claims {

    private Claims() {}

    static Caller caller(Map<String, String> claims) {
        UserId user = claim(claims, "sub", UserId::new);
        OrganisationId organisation = claim(claims, "org", Claims::organisation);
        String name = Optional.ofNullable(claims.get("name"))
                .filter(text -> !text.isBlank())
                .orElse(user.value());
        return new Caller(organisation, user, name, roles(claims.getOrDefault("roles", "")));
    }

    /** The installation's own trail must not be anybody's organisation, whatever an issuer lets people be called. */
    private static OrganisationId organisation(String text) {
        OrganisationId organisation = new OrganisationId(text);
        if (!organisation.hasPeople()) {
            throw new IllegalArgumentException("Nobody belongs to this organisation");
        }
        return organisation;
    }

    private static <T> T claim(Map<String, String> claims, String name, Function<String, T> value) {
        if (claims.isEmpty()) {
            throw Refusal.of(ProblemType.NOT_SIGNED_IN, "Sign in, and send the access token with the request.");
        }
        try {
            return value.apply(claims.getOrDefault(name, ""));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(
                    ProblemType.NOT_SIGNED_IN,
                    "The access token has no usable claim '" + name + "'; ask your administrator to have it added.");
        }
    }

    /**
     * The roles that we know. A list comes as {@code [a b]} from the gateway, and issuers write {@code a b},
     * {@code a,b} or JSON: whatever stands between the words is no part of them.
     */
    private static Set<Role> roles(String text) {
        Set<String> words = Set.copyOf(Arrays.asList(text.split("[^A-Za-z_-]+", -1)));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (words.stream().anyMatch(role.name()::equalsIgnoreCase)) {
                roles.add(role);
            }
        }
        return roles;
    }
}
