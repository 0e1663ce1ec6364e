package io.syncline.local.providers.google;

import io.syncline.local.providers.http.Query;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Which parameters of a listing a sync token forbids, and which it freezes. */
final class GoogleParameters {

    private static final List<String> FORBIDDEN_WITH_SYNC_TOKEN = List.of(
            "iCalUID",
            "orderBy",
            "privateExtendedProperty",
            "q",
            "sharedExtendedProperty",
            "timeMin",
            "timeMax",
            "updatedMin");

    /** A listing narrowed by these gives no sync token. */
    private static final List<String> WITHOUT_SYNC_TOKEN =
            List.of("iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "updatedMin");

    private static final Set<String> FREE = Set.of(
            "pageToken",
            "syncToken",
            "maxResults",
            "showDeleted",
            "timeMin",
            "timeMax",
            "fields",
            "alt",
            "prettyPrint",
            "key",
            "quotaUser",
            "userIp",
            "access_token");

    private GoogleParameters() {}

    static void checkBesideSyncToken(Query query) {
        var forbidden = FORBIDDEN_WITH_SYNC_TOKEN.stream().filter(query::has).findFirst();
        if (forbidden.isPresent()) {
            throw GoogleError.of(
                            400,
                            "invalidParameter",
                            "Sync token cannot be used with the parameter " + forbidden.get() + ".")
                    .at("parameter", forbidden.get())
                    .refusal();
        }
        if (query.first("showDeleted").filter("false"::equals).isPresent()) {
            throw GoogleError.of(400, "invalidParameter", "showDeleted=false is not allowed with a sync token.")
                    .at("parameter", "showDeleted")
                    .refusal();
        }
    }

    static boolean givesSyncToken(Query query) {
        return WITHOUT_SYNC_TOKEN.stream().noneMatch(query::has);
    }

    /** The parameters that must stay the same for the life of a token, in one canonical text. */
    static String frozen(Query query) {
        var frozen = new TreeMap<>(query.values());
        frozen.keySet().removeAll(FREE);
        frozen.entrySet().removeIf(entry -> entry.getValue().equals(List.of("false")));
        return frozen.toString();
    }
}
