package io.syncline.tests.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An organisation's audit trail as it lies in storage: the chain, and the notes that come into it once they are a minute
 * old.
 */
public record Trail(RunningCloud cloud, String organisation) {

    /** Where that stands which no organisation is to answer for. */
    public static Trail ofInstallation(RunningCloud cloud) {
        return new Trail(cloud, "_installation");
    }

    /** What somebody did, in the words of the trail. */
    public record Entry(String actor, String action, String subject, String outcome, String detail) {

        private static Entry of(JsonNode item) {
            return new Entry(
                    text(item, "actor"),
                    text(item, "action"),
                    text(item, "subject"),
                    text(item, "outcome"),
                    text(item, "detail"));
        }

        private static String text(JsonNode item, String attribute) {
            return item.path(attribute).path("S").asText();
        }
    }

    /** The chain's entries, then the notes that are not in it yet. */
    public List<Entry> entries() {
        return Stream.concat(chain().stream(), waiting().stream())
                .map(Entry::of)
                .toList();
    }

    /** Those of one kind. */
    public List<Entry> entries(String action) {
        return entries().stream().filter(entry -> entry.action().equals(action)).toList();
    }

    /** The rows of the chain, the first one first. */
    public List<ObjectNode> chain() {
        return table().partition("organisation", organisation);
    }

    /** Makes the waiting notes so much older: nobody has to wait until they are old enough for the chain. */
    public void age(Duration by) {
        BigInteger earlier = BigInteger.valueOf(by.toMillis()).multiply(BigInteger.TEN.pow(12));
        for (ObjectNode note : waiting()) {
            ObjectNode aged = note.deepCopy();
            aged.putObject("sequence").put("N", sequence(note).subtract(earlier).toString());
            aged.putObject("at")
                    .put("N", Long.toString(note.path("at").path("N").asLong() - by.toMillis()));
            table().put(aged);
            table().delete(note, "organisation", "sequence");
        }
    }

    private List<ObjectNode> waiting() {
        Set<BigInteger> chained = table().partition("organisation", organisation + "#chained").stream()
                .map(Trail::sequence)
                .collect(Collectors.toSet());
        return table().partition("organisation", organisation + "#notes").stream()
                .filter(note -> !chained.contains(sequence(note)))
                .toList();
    }

    private static BigInteger sequence(JsonNode item) {
        return new BigInteger(item.path("sequence").path("N").asText());
    }

    public Table table() {
        return new Table(cloud, "AuditTable");
    }
}
