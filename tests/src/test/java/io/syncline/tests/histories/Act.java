package io.syncline.tests.histories;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** What can happen in a history, and how often it does. */
enum Act {
    OFFICE_ASSIGNS(6, scene -> scene.office().putsJob()),
    OFFICE_ASSIGNS_ALL(1, scene -> scene.office().putsAll()),
    OFFICE_PLANS_SERIES(4, scene -> scene.office().putsSeries()),
    OFFICE_RENAMES(5, scene -> scene.office().changesTitle()),
    OFFICE_RELOCATES(4, scene -> scene.office().changesPlace()),
    OFFICE_DESCRIBES(2, scene -> scene.office().changesDescription()),
    OFFICE_MOVES(4, scene -> scene.office().movesJob()),
    OFFICE_CHANGES_OCCURRENCE(4, scene -> scene.office().changesOccurrence()),
    OFFICE_COMPLETES(2, scene -> scene.office().completesJob()),
    OFFICE_REASSIGNS(2, scene -> scene.office().reassignsJob()),
    OFFICE_CANCELS(2, scene -> scene.office().cancelsJob()),
    OFFICE_CANCELS_ALL(1, scene -> scene.office().cancelsAll()),
    PHONE_RENAMES(6, scene -> scene.people().editsTitle()),
    PHONE_RELOCATES(4, scene -> scene.people().editsPlace()),
    PHONE_DESCRIBES(3, scene -> scene.people().editsDescription()),
    PHONE_MOVES(5, scene -> scene.people().movesEvent()),
    PHONE_SHIFTS_SERIES(2, scene -> scene.owners().shiftsSeries()),
    PHONE_DELETES(2, scene -> scene.people().deletesEvent()),
    PHONE_RENAMES_OCCURRENCE(3, scene -> scene.owners().editsOccurrence()),
    PHONE_MOVES_OCCURRENCE(3, scene -> scene.owners().movesOccurrence()),
    PHONE_CANCELS_OCCURRENCE(3, scene -> scene.owners().cancelsOccurrence()),
    PHONE_SPLITS(2, scene -> scene.owners().splitsSeries()),
    PHONE_CHANGES_RULE(1, scene -> scene.owners().changesRule()),
    PHONE_MAKES_SERIES(1, scene -> scene.owners().makesSeries()),
    PHONE_MAKES_SINGLE(1, scene -> scene.owners().makesSingle()),
    PHONE_CREATES_OWN(2, scene -> scene.people().createsOwn()),
    PHONE_CLEARS_CALENDAR(1, scene -> scene.people().clearsCalendar()),
    ACCESS_IS_TAKEN_AWAY(1, scene -> scene.people().takesAccessAway()),
    PERSON_CONNECTS_AGAIN(2, scene -> scene.people().connectsAgain()),
    DISPATCHER_LOOKS(2, scene -> scene.dispatchers().looksAtConflicts()),
    DISPATCHER_DECIDES(6, scene -> scene.dispatchers().decidesConflict()),
    DISPATCHER_ANSWERS_REVIEW(3, scene -> scene.dispatchers().answersReview()),
    DISPATCHER_UNDOES_REVIEW(2, scene -> scene.dispatchers().undoesReview()),
    DISPATCHER_PUTS_BACK(3, scene -> scene.dispatchers().putsBack()),
    PROVIDER_FAILS(8, scene -> scene.trouble().providerFails()),
    PROVIDER_IS_ODD(3, scene -> scene.trouble().providerIsOdd()),
    EVERYTHING_MAY_FAIL(2, scene -> scene.trouble().everythingMayFail()),
    PROVIDERS_RECOVER(3, scene -> scene.trouble().providersRecover()),
    CURSOR_EXPIRES(2, scene -> scene.trouble().cursorExpires()),
    WORKER_WILL_DIE(5, scene -> scene.trouble().workerWillDie()),
    MESSAGE_IS_LOST(2, scene -> scene.trouble().messageIsLost()),
    MESSAGE_COMES_TWICE(2, scene -> scene.trouble().messageComesTwice()),
    NOTICES_ARRIVE(14, scene -> scene.notices().arrive()),
    NOTICE_IS_LOST(2, scene -> scene.notices().oneIsLost()),
    NOTICE_COMES_TWICE(2, scene -> scene.notices().oneComesTwice()),
    NOTICE_IS_FORGED(1, scene -> scene.notices().oneIsForged()),
    NOTICES_ARE_LATE(2, scene -> scene.notices().thePostChanges()),
    PUSH_DIES(2, scene -> scene.notices().oneChannelDies()),
    CHANNELS_LIVE_SHORTLY(1, scene -> scene.notices().channelsLiveShortly()),
    WORK(45, scene -> scene.workers().work()),
    TIME_PASSES(12, scene -> scene.workers().timePasses()),
    MUCH_TIME_PASSES(4, scene -> scene.workers().muchTimePasses()),
    SCHEDULE_TICKS(8, scene -> scene.workers().scheduleTicks());

    private static final int ALL =
            Arrays.stream(values()).mapToInt(act -> act.weight).sum();

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method, which holds nothing
    private final Consumer<Scene> doing;

    Act(int weight, Consumer<Scene> doing) {
        this.weight = weight;
        this.doing = doing;
    }

    /** Everybody who acts, with the chance of one step. */
    record Scene(
            Office office,
            People people,
            SeriesOwners owners,
            Dispatchers dispatchers,
            Trouble trouble,
            Notices notices,
            Workers workers) {

        static Scene of(World world, Memory memory, Random random) {
            return new Scene(
                    new Office(world, random),
                    new People(world, random, memory),
                    new SeriesOwners(world, random, memory),
                    new Dispatchers(world, random, memory),
                    new Trouble(world, random),
                    new Notices(world, random),
                    new Workers(world, random));
        }
    }

    /** One of them, the heavier the likelier. */
    static Act any(Random random) {
        int left = random.nextInt(ALL);
        for (Act act : values()) {
            left -= act.weight;
            if (left < 0) {
                return act;
            }
        }
        throw new IllegalStateException("The weights add up");
    }

    void happen(Scene scene) {
        doing.accept(scene);
    }
}
