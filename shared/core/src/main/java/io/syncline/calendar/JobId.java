package io.syncline.calendar;

import java.util.regex.Pattern;

/**
 * A job, as the CRM names it.
 *
 * @param value 1 to 128 characters of {@code A-Z a-z 0-9 . _ : -}
 */
public record JobId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public JobId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A job id has 1 to 128 characters of A-Z a-z 0-9 . _ : -");
        }
    }
}
