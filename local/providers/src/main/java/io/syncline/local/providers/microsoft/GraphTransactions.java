package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
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

    /** An event that came from this body. */
    record Creation(String eventId, ObjectNode body) {}

    private record Key(String email, String transactionId) {}
}
