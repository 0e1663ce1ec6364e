package io.syncline.calendar;

import java.util.List;

/**
 * Rows that are stored together or not at all, at most 25.
 *
 * @param key names it in the answer
 */
public record Commit(String key, List<RowChange> rows) {

    public Commit {
        rows = List.copyOf(rows);
        if (rows.size() > 25) {
            throw new IllegalArgumentException("A commit has at most 25 rows, this one has " + rows.size());
        }
    }
}
