package io.syncline.calendar;

import java.util.Map;

/** What the numbered rules say, in a few words for whoever reads an explanation (R24). */
public final class Rules {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("R01", "Both sides are compared with what they last agreed on"),
            Map.entry("R02", "What is compared: title, description, place, time, availability, status"),
            Map.entry("R03", "Some fields belong to one side"),
            Map.entry("R04", "Changes of both sides are merged field by field"),
            Map.entry("R05", "A field that both sides changed is a conflict"),
            Map.entry("R06", "An edit outlives a deletion"),
            Map.entry("R07", "Deleted in the calendar: the job stays"),
            Map.entry("R08", "A job stands in its assignees' calendars"),
            Map.entry("R09", "Only what belongs to a job is ever changed"),
            Map.entry("R10", "An event is created once, however often it is tried"),
            Map.entry("R11", "Nobody is sent an invitation"),
            Map.entry("R12", "What we wrote ourselves is no change"),
            Map.entry("R13", "Where nothing changed, nothing is written"),
            Map.entry("R14", "What was seen is stored before going on"),
            Map.entry("R15", "Only what is missing from a complete list is taken as deleted"),
            Map.entry("R16", "The first sync is counted before it is done"),
            Map.entry("R17", "Many deletions wait for a decision"),
            Map.entry("R18", "One item that fails does not stop the others"),
            Map.entry("R19", "A calendar is synced by one run at a time"),
            Map.entry("R20", "From 30 days back to a year ahead"),
            Map.entry("R21", "A series is one job with exceptions"),
            Map.entry("R22", "The time on the wall stays"),
            Map.entry("R23", "One meeting is one entry, through however many accounts it is seen"),
            Map.entry("R24", "Everything that happens is explained"),
            Map.entry("R25", "Looked at within five minutes, whatever happens"),
            Map.entry("R26", "After reconnecting, what was missed is caught up with"));

    private Rules() {}

    /** A few words; a number that is not known is its own title. */
    public static String title(String rule) {
        return TITLES.getOrDefault(rule, rule);
    }
}
