package io.syncline.calendar;

import java.util.List;

/**
 * Rows that are stored together or not at all, at most 90.
 *
 * @param key names it in the answer
 */
public record Commit(String key, List<RowChange> rows) {

    /** A little below what DynamoDB takes in one transaction; a job that many carry has a note for each of them. */
    private static final int MOST_ROWS = 90;

    public Commit {
        rows = List.copyOf(rows);
        if (rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "A commit has at most " + MOST_ROWS + " rows, this one has " + rows.size());
        }
    }
}
