package io.syncline.connection;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was announced, and fails when told to. */
public final class RecordingAnnouncements implements Announcements {

    private final List<NeedsAttention> published = new ArrayList<>();
    private boolean down;

    /** From now on nothing can be announced, or it can again. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized void publish(NeedsAttention announcement) {
        if (down) {
            throw new IllegalStateException("The bus is down");
        }
        published.add(announcement);
    }

    public synchronized List<NeedsAttention> published() {
        return List.copyOf(published);
    }
}
