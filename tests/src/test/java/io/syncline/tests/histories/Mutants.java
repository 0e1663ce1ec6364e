package io.syncline.tests.histories;

import java.util.List;

/** The deliberate bugs, each of which the histories have to notice. */
final class Mutants {

    private static final String CORE = "shared/core/src/main/java/io/syncline/calendar/";
    private static final String GOOGLE = "shared/google/src/main/java/io/syncline/google/";
    private static final String MICROSOFT = "shared/microsoft/src/main/java/io/syncline/microsoft/";
    private static final String LAST_PAGE =
            "return apply(changes) && continuations.adopt() && finished(changes.size(), cursor) && settled();";

    private Mutants() {}

    /** All of them. */
    static List<Mutant> all() {
        return List.of(
                mutant(
                        "cursor before commit",
                        "the cursor moves before its page is applied (R14, F11)",
                        core("Pull.java", LAST_PAGE, "log.cursor(Optional.of(cursor)); " + LAST_PAGE)),
                mutant(
                        "cursor never kept",
                        "every run lists everything anew (R13)",
                        core("Pull.java", "log.cursor(Optional.of(cursor));", "")),
                mutant(
                        "no echo check",
                        "what we wrote ourselves comes back as somebody else's event (R12)",
                        core(
                                "Round.java",
                                "List.of(new RowChange.PutLink(link), new RowChange.PutEvent(context.known(event, step.id())))",
                                "List.of(new RowChange.PutLink(link))")),
                mutant(
                        "own form forgotten",
                        "what we wrote counts as an edit where the provider words it otherwise (R12, F14)",
                        core("Baseline.java", "form = form.with(aspect, returned);", "form = form.with(aspect, crm);")),
                mutant(
                        "last writer wins",
                        "a field that was changed on both sides takes the CRM's value without asking (R04, R05)",
                        core("Merge.java", "case ASK -> Verdict.DISPUTED;", "case ASK -> Verdict.CRM_WINS;")),
                mutant(
                        "empty list taken as deletion",
                        "what a full listing does not show counts as deleted (R15, F12)",
                        core(
                                "Vanished.java",
                                "switch (run.context().find(event.id())) {",
                                "switch ((Lookup) new Lookup.Absent()) {")),
                mutant(
                        "expired cursor swallowed",
                        "an expired cursor counts as nothing new (R15, F8)",
                        core(
                                "Pull.java",
                                "case Listing.CursorExpired _ -> position = anew();",
                                "case Listing.CursorExpired _ -> { return true; }")),
                mutant(
                        "stale write dropped",
                        "a write that was refused for its version is not decided anew (R01, R12)",
                        core(
                                "Round.java",
                                "case WriteAnswer.Stale _ -> lookAgain(step);",
                                "case WriteAnswer.Stale _ -> plan(step, Counts.NONE, List.of());")),
                mutant(
                        "deletion not announced",
                        "a deletion of ours whose answer is lost counts as the owner's (R10)",
                        core(
                                "Decision.java",
                                "case Delete delete -> delete.announced() ? Optional.empty() : Optional.of(delete.link());",
                                "case Delete _ -> Optional.empty();")),
                mutant(
                        "written before it is",
                        "the baseline says that the event was written when it was only decided (R01)",
                        core(
                                "Reconciliation.java",
                                "return new Decision.Store(unwritten, changed, toWrite, merge.verdicts());",
                                "return new Decision.Store(written, changed, toWrite, merge.verdicts());")),
                mutant(
                        "deletion beats edit",
                        "a job that is taken off takes its edited event along (R06)",
                        core(
                                "Reconciliation.java",
                                "Baseline baseline, RemoteEvent event) {\n        if (event.details().equals(baseline.calendar())) {",
                                "Baseline baseline, RemoteEvent event) {\n        if (baseline != null) {")),
                mutant(
                        "lost answer believed",
                        "what stands there after a lost answer counts as what was sent, edits and all (R10)",
                        core("Round.java", "if (event.details().looksLike(sent)) {", "if (true) {")),
                mutant(
                        "failure counts as done",
                        "a write that failed takes its note away (F27)",
                        core(
                                "Round.java",
                                "stop = stop.or(() -> Optional.of(failure));",
                                "open.remove(step.work()); plan(step, Counts.NONE, List.of());"
                                        + " stop = stop.or(() -> Optional.of(failure));")),
                mutant(
                        "others are not told",
                        "what one calendar changed does not reach the job's other calendars (R01)",
                        core(
                                "Round.java",
                                "rows.add(new RowChange.Note(other, new Pending(job.id(), job.version() + 1)));",
                                "")),
                mutant(
                        "exceptions forgotten",
                        "a series that moves loses its exceptions (R21, F17)",
                        core(
                                "Details.java",
                                "return new Details(title, description, location, other, availability, status, exceptions);",
                                "return new Details(title, description, location, other, availability, status);")),
                mutant(
                        "split series left alone",
                        "what \"this and all following\" splits off is nobody's (R21)",
                        core("Pull.java", LAST_PAGE, LAST_PAGE.replace("continuations.adopt() && ", ""))),
                mutant(
                        "anybody's series adopted",
                        "a series of the owner's own counts as split off a job (R09, R21)",
                        core(
                                "Continuations.java",
                                "endsBefore(link, series) && goesOn(link, series.details())",
                                "endsBefore(link, series)")),
                mutant(
                        "mark taken for the title",
                        "the mark of a completed job becomes part of its title (R08)",
                        core(
                                "Job.java",
                                "return with(entry.retitled(Job::unmarked), now);",
                                "return with(entry, now);")),
                mutant(
                        "conflict kept quiet",
                        "the CRM is not told of a conflict (R05)",
                        core(
                                "Story.java",
                                "opened.stream().limit(MOST_TOLD).forEach(about -> opened(link, about));",
                                "")),
                mutant(
                        "told once or never",
                        "what a dead worker still owed the CRM is not sent by the next one (R14)",
                        core("CalendarRun.java", "outbox.add(waiting.owed());", "")),
                mutant(
                        "stale decision carried out",
                        "somebody decides about a value that is not there any more (R05)",
                        core(
                                "ResolveConflict.java",
                                "if (!open.get().version().equals(wish.version())) {",
                                "if (false) {")),
                mutant(
                        "second click refused",
                        "the same decision about a conflict, sent twice, is not the same any more (R05)",
                        core(
                                "ResolveConflict.java",
                                ".filter(before -> before.choice() == wish.choice() && isSameValue(before))",
                                ".filter(_ -> false)")),
                mutant(
                        "every notice believed",
                        "a notice with a wrong secret asks for a run (R25)",
                        core("ReceiveNotice.java", "owner.filter(_ -> genuine)", "owner.filter(_ -> true)")),
                mutant(
                        "no poll behind push",
                        "a calendar is looked at only when somebody tells of a change (R25)",
                        core(
                                "RunLog.java",
                                "Duration POLL = Duration.ofMinutes(4);",
                                "Duration POLL = Duration.ofDays(4);")),
                mutant(
                        "retry without id",
                        "creating again at Google makes a second event (R10, F26)",
                        google("EventWriting.java", ".setId(GoogleEventId.of(key).value())", "")),
                mutant(
                        "retry without transaction",
                        "creating again at Microsoft makes a second event (R10, F26)",
                        microsoft(
                                "CreationMark.java",
                                "String first = \"syncline/\" + digest",
                                "String first = System.nanoTime() + \"syncline/\" + digest")),
                mutant(
                        "write without a condition",
                        "an event at Google is overwritten although its owner changed it meanwhile (R01, F9)",
                        google("EventCalls.java", "patch.getRequestHeaders().setIfMatch(etag);", "")),
                mutant(
                        "change without a condition",
                        "an event at Microsoft is overwritten although its owner changed it meanwhile (R01, F9)",
                        microsoft(
                                "EventRequests.java",
                                "etag.ifPresent(value -> headers.add(\"If-Match\", value));",
                                "")),
                mutant(
                        "everybody is notified",
                        "writing an event at Google mails its guests (R11)",
                        google(
                                "EventCalls.java",
                                "private static final String NOBODY = \"none\";",
                                "private static final String NOBODY = \"all\";")));
    }

    private static Mutant mutant(String name, String bug, Mutant.Change change) {
        return new Mutant(name, bug, change);
    }

    private static Mutant.Change core(String file, String original, String changed) {
        return new Mutant.Change(CORE + file, original, changed);
    }

    private static Mutant.Change google(String file, String original, String changed) {
        return new Mutant.Change(GOOGLE + file, original, changed);
    }

    private static Mutant.Change microsoft(String file, String original, String changed) {
        return new Mutant.Change(MICROSOFT + file, original, changed);
    }
}
