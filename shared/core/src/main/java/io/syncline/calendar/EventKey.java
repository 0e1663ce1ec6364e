package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What makes the event of a job in a calendar one and the same, however often it is created (R10). */
public record EventKey(OrganisationId organisation, JobId job, CalendarRef calendar) {

    /** 32 bytes that are the same for the same key, in every process and for ever. */
    public byte[] digest() {
        String text = String.join(
                "\n",
                organisation.value(),
                job.value(),
                calendar.connection().value(),
                calendar.calendar().value());
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
