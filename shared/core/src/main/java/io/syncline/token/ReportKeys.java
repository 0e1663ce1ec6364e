package io.syncline.token;

import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says which key of an organisation seals what, and whether a key that is gone seals anything that is left. */
public final class ReportKeys {

    private final Keyrings keyrings;

    public ReportKeys(Keyrings keyrings) {
        this.keyrings = keyrings;
    }

    /**
     * The report.
     *
     * @param keys those of the keyring, the oldest first
     * @param orphans rows that no key of the keyring opens, by the key that sealed them; none where all is well, and
     *     all that is left after shredding
     */
    public record Report(OrganisationId organisation, Standing standing, List<Line> keys, Map<KeyId, Long> orphans) {

        public Report {
            keys = List.copyOf(keys);
            orphans = Map.copyOf(orphans);
        }

        /** Whether anything that lies there can be opened. */
        public boolean opensAnything() {
            return keys.stream().anyMatch(line -> line.rows() > 0);
        }
    }

    /** One key: how many rows it seals. */
    public record Line(KeyId key, Instant createdAt, boolean primary, long rows) {}

    /** The report, or nothing where the organisation never had keys. */
    public Optional<Report> run(OrganisationId organisation) {
        return keyrings.find(organisation).map(keyring -> report(keyring, keyrings.census(organisation)));
    }

    private static Report report(Keyring keyring, Map<KeyId, Long> census) {
        List<Line> lines = new ArrayList<>();
        Map<KeyId, Long> orphans = new TreeMap<>(Comparator.comparing(KeyId::hex));
        orphans.putAll(census);
        for (Keyrings.Key key : keyring.keys()) {
            lines.add(new Line(
                    key.id(),
                    key.createdAt(),
                    keyring.primary().equals(Optional.of(key.id())),
                    census.getOrDefault(key.id(), 0L)));
            orphans.remove(key.id());
        }
        return new Report(keyring.organisation(), keyring.standing(), lines, orphans);
    }
}
