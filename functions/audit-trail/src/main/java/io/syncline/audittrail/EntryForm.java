package io.syncline.audittrail;

import io.syncline.audit.Entry;

/** {@code AuditEntry} of {@code docs/openapi.yaml}. */
record EntryForm(
        long sequence,
        String at,
        String actor,
        String action,
        String subject,
        String outcome,
        String detail,
        String previous,
        String hash) {

    static final String CSV_HEAD = "sequence,at,actor,action,subject,outcome,detail,previous,hash\r\n";

    static EntryForm of(Entry entry) {
        return new EntryForm(
                entry.sequence(),
                entry.at().toString(),
                entry.deed().actor().value(),
                entry.deed().action(),
                entry.deed().subject(),
                entry.deed().outcome(),
                entry.deed().detail(),
                entry.previous().hex(),
                entry.hash().hex());
    }

    /** A line of RFC 4180. */
    String csv() {
        return String.join(
                        ",",
                        Long.toString(sequence),
                        at,
                        cell(actor),
                        cell(action),
                        cell(subject),
                        cell(outcome),
                        cell(detail),
                        previous,
                        hash)
                + "\r\n";
    }

    /** Parts of it come from requests: a text that a spreadsheet would take for a formula is marked as text. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
