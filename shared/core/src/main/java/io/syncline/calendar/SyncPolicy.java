package io.syncline.calendar;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an organisation decided about changes: whose a field is (R03), and what becomes of one that was changed on both
 * sides (R05).
 *
 * @param ownership a field that is missing belongs to both
 */
public record SyncPolicy(Map<Field, Ownership> ownership, OnConflict onConflict) {

    /** Both sides may change everything, and a person is asked about conflicts. */
    public static final SyncPolicy DEFAULT = new SyncPolicy(Map.of(), OnConflict.ASK);

    public SyncPolicy {
        Map<Field, Ownership> kept = new EnumMap<>(Field.class);
        ownership.forEach((field, owner) -> {
            if (owner != Ownership.BOTH) {
                kept.put(field, owner);
            }
        });
        ownership = Map.copyOf(kept);
    }

    /** Whose changes of a field count. */
    public enum Ownership {
        BOTH,
        /** An edit in the calendar is put back. */
        CRM,
        /** A change in the CRM is put back. */
        CALENDAR
    }

    /** What becomes of an aspect that was changed differently on both sides. */
    public enum OnConflict {
        /** Somebody decides. */
        ASK,
        /** The later change wins, by the provider's time against the job's. */
        LATEST,
        CRM,
        CALENDAR
    }

    /** Whose changes of an aspect count; an occurrence of a series belongs to whom its time belongs to. */
    Ownership of(Aspect aspect) {
        Field field = aspect instanceof Aspect.OfField(Field one) ? one : Field.WHEN;
        return ownership.getOrDefault(field, Ownership.BOTH);
    }
}
