package io.syncline.tests.histories;

import java.util.function.Supplier;

/** What must hold after any history, once it has been quiet. */
enum Invariant {
    AGREEMENT("both sides agree on every linked field, or an open conflict says why"),
    EDITS_KEPT("every edit is applied, superseded by a later one, or in a conflict"),
    ONE_EVENT("there is one event at most per job and calendar"),
    ONLY_OWNERS_DELETE("only its owner takes an event for deleted"),
    IDLE("ten idle runs write nothing"),
    UNTOUCHED("nothing is touched outside the links"),
    TOLD("the CRM was told of every open conflict and every removal"),
    SILENT("nobody was invited or notified"),
    SETTLED("nothing waits for ever"),
    DECIDED("what somebody decided is done, and once"),
    FORGED("a forged notice has no effect"),
    HEARD("a change is known within five minutes though every notice is lost, and at once where notices arrive"),
    TRAIL("the audit chain verifies"),
    NO_BUG("no run ends with a bug of our own");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    /**
     * Says that it does not hold.
     *
     * @throws Violation where it does not
     */
    void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(this, otherwise.get());
        }
    }
}
