package io.syncline.local.providers.fidelity;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request that a simulator answered.
 *
 * @param number counts from 1 in the order of completion
 * @param kind what the request was for
 * @param inBatch whether it was a part of a batch rather than an HTTP request of its own
 * @param status the status answered; 0 when the connection was cut instead
 * @param preferences the Prefer values and whether If-Match was there, for assertions about request discipline
 * @param tokenRequest which tokens were asked for, at a token endpoint
 */
public record LedgerEntry(
        long number,
        Instant at,
        String part,
        Optional<String> account,
        String method,
        String path,
        String query,
        Kind kind,
        boolean inBatch,
        int status,
        Preferences preferences,
        Optional<TokenRequest> tokenRequest) {

    /** An entry that is about no tokens. */
    public LedgerEntry(
            long number,
            Instant at,
            String part,
            Optional<String> account,
            String method,
            String path,
            String query,
            Kind kind,
            boolean inBatch,
            int status,
            Preferences preferences) {
        this(number, at, part, account, method, path, query, kind, inBatch, status, preferences, Optional.empty());
    }

    /** What a request was for. A batch is only an envelope: its parts are the reads and writes. */
    public enum Kind {
        READ,
        WRITE,
        AUTH,
        BATCH,
        /** Opens, prolongs or ends what tells of changes: nothing in a calendar is written by it. */
        WATCH
    }

    /**
     * A request at a token endpoint.
     *
     * @param grantType {@code authorization_code} or {@code refresh_token}
     * @param grant the number of the grant whose code or refresh token was presented; empty when nobody knows it
     */
    public record TokenRequest(String grantType, OptionalLong grant) {}

    /**
     * What tells a careful client from another.
     *
     * @param ifMatch whether the header was there
     * @param prefer all values of the header
     * @param attendees whether the body names people whom the provider may invite
     */
    public record Preferences(boolean ifMatch, String prefer, boolean attendees) {

        /** Of a request that invites nobody. */
        public Preferences(boolean ifMatch, String prefer) {
            this(ifMatch, prefer, false);
        }
    }
}
