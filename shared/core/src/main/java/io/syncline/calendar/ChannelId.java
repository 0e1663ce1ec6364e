package io.syncline.calendar;

import java.util.regex.Pattern;

/** Names a channel; random, so that nobody guesses one. */
public record ChannelId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{16,64}");

    public ChannelId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("This is not the id of a channel");
        }
    }
}
