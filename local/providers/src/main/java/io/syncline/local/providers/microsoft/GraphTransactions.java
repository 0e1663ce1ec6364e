package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which transaction id created which event: the same id with the same body creates nothing new. */
final class GraphTransactions {

    private final Map<Key, Creation> creations = new HashMap<>();

    synchronized Optional<Creation> find(Account account, String transactionId) {
        return Optional.ofNullable(creations.get(new Key(account.email(), transactionId)));
    }

    synchronized void remember(Account account, String transactionId, Creation creation) {
        creations.put(new Key(account.email(), transactionId), creation);
    }

    /** All of them, as they are kept. */
    synchronized ArrayNode json() {
        var list = Json.array();
        creations.forEach((key, creation) -> {
            var json = list.addObject()
                    .put("email", key.email)
                    .put("transactionId", key.transactionId)
                    .put("eventId", creation.eventId);
            json.set("body", creation.body);
        });
        return list;
    }

    /** Puts kept ones where none are yet; a malformed one is an IllegalArgumentException. */
    synchronized void restore(ArrayNode kept) {
        for (var json : kept) {
            creations.put(
                    new Key(Fields.text(json, "email"), Fields.text(json, "transactionId")),
                    new Creation(Fields.text(json, "eventId"), Fields.object(json, "body")));
        }
    }

    /** An event that came from this body. */
    record Creation(String eventId, ObjectNode body) {}

    private record Key(String email, String transactionId) {}
}
