package io.syncline.token;

import java.util.ArrayList;
import java.util.List;

/** Remembers every alarm that was raised. */
public final class RecordingAlarms implements Alarms {

    /** An alarm. */
    public record Raised(Kind kind, String about, String sentence) {}

    private final List<Raised> raised = new ArrayList<>();

    @Override
    public synchronized void raise(Kind kind, String about, String sentence) {
        raised.add(new Raised(kind, about, sentence));
    }

    public synchronized List<Raised> raised() {
        return List.copyOf(raised);
    }

    /** How many of the kind. */
    public long count(Kind kind) {
        return raised().stream().filter(alarm -> alarm.kind() == kind).count();
    }
}
