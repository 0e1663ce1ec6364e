package io.syncline.tests.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The sealed tokens of a connection, in the hands of somebody who can change what stands beside them in the clear. */
public record SealedTokens(Company company, String connection) {

    /** The row, while there is one. */
    public Optional<ObjectNode> row() {
        return table().partition("organisation", company.id()).stream()
                .filter(item -> item.path("item").path("S").asText().equals("token#" + connection))
                .findFirst();
    }

    /** How often they were stored. */
    public long version() {
        return row().orElseThrow().path("version").path("N").asLong();
    }

    /** The schedule is to refresh them now; they are good for a while yet. */
    public void areDue() {
        ObjectNode row = row().orElseThrow();
        row.putObject("refreshAt").put("S", sortable(Instant.now().minusSeconds(1)));
        table().put(row);
    }

    /** They are over, as far as anybody but their provider knows. */
    public void areOver() {
        ObjectNode row = row().orElseThrow();
        row.putObject("refreshAt").put("S", sortable(Instant.now().minusSeconds(600)));
        row.putObject("tokenExpiresAt").put("S", sortable(Instant.now().minusSeconds(1)));
        table().put(row);
    }

    /** With nine digits behind the point, so that the order of texts is that of moments. */
    public static String sortable(Instant moment) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(moment);
    }

    private Table table() {
        return new Table(company.cloud(), "VaultTable");
    }
}
