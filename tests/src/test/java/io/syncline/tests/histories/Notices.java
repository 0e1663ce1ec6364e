package io.syncline.tests.histories;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.push.LifecycleEvent;
import io.syncline.local.providers.push.Notice;
import io.syncline.local.providers.push.PostWhims;
import io.syncline.local.providers.push.PushControl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The notices on their way from the providers to us, of which most arrive. */
final class Notices {

    private final World world;
    private final Random random;

    Notices(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    private PushControl push() {
        return world.control().push();
    }

    /** What is due arrives, in any order. */
    void arrive() {
        if (push().deliverDue() > 0) {
            world.tell("notices arrive");
        }
    }

    void oneIsLost() {
        some().ifPresent(notice -> {
            push().take(notice::equals);
            world.count("notice lost");
            world.tell("a notice for " + notice.account() + " is lost");
        });
    }

    void oneComesTwice() {
        some().ifPresent(notice -> {
            push().deliver(notice);
            world.count("notice doubled");
            world.tell("a notice for " + notice.account() + " comes twice");
        });
    }

    /** From now on they are late, or lost, or out of order; or not any more. */
    void thePostChanges() {
        boolean slow = random.nextBoolean();
        boolean loses = random.nextInt(4) == 0;
        push().change(whims -> whims.delayed(slow ? Duration.ofMinutes(random.nextInt(90)) : Duration.ZERO)
                .dropping(loses ? 0.5 : 0)
                .duplicating(random.nextInt(3) * 0.2)
                .shuffled(random.nextBoolean()));
        world.count(slow ? "notices late" : "notices on time");
        world.tell("notices: " + push().whims());
    }

    /** Somebody on the internet pretends to be the provider: nothing may come of it. */
    void oneIsForged() {
        some().ifPresent(genuine -> {
            int before = world.messages().size();
            forgeries(genuine).forEach(push()::deliver);
            world.count("notice forged");
            if (world.messages().size() != before) {
                throw new Violation(Invariant.FORGED, "a forged notice for " + genuine.account() + " was believed");
            }
        });
    }

    private static List<Notice> forgeries(Notice genuine) {
        return genuine.provider() == Provider.GOOGLE
                ? List.of(
                        genuine.with("X-Goog-Channel-Token", "guessed"),
                        genuine.without("X-Goog-Channel-Token"),
                        genuine.with("X-Goog-Channel-ID", "0123456789abcdef0123456789abcdef01234567"))
                : List.of(
                        genuine.saying(genuine.body()
                                .replaceAll(
                                        "\"clientState\":\"([^\".]+)\\.[^\"]+\"", "\"clientState\":\"$1.guessed\"")),
                        genuine.saying(genuine.body().replace("clientState", "state")),
                        genuine.saying("not json"));
    }

    private Optional<Notice> some() {
        List<Notice> all = push().pendingNotices();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** A provider stops to tell of changes: without a word, at the end of a channel's life, or with a last notice. */
    void oneChannelDies() {
        List<String> ids = Stream.concat(
                        push().channels().stream().map(channel -> channel.id()),
                        push().subscriptions().stream().map(subscription -> subscription.id()))
                .toList();
        if (!ids.isEmpty()) {
            die(ids.get(random.nextInt(ids.size())));
        }
    }

    private void die(String id) {
        int how = random.nextInt(5);
        switch (how) {
            case 0 -> push().kill(id);
            case 1 -> push().expire(id);
            case 2 -> push().lifecycle(id, LifecycleEvent.MISSED);
            case 3 -> push().lifecycle(id, LifecycleEvent.SUBSCRIPTION_REMOVED);
            default -> push().lifecycle(id, LifecycleEvent.REAUTHORIZATION_REQUIRED);
        }
        world.count("push died");
        world.tell("push " + id + " dies (" + how + ")");
    }

    /** Google gives new channels a short life, so that they are renewed all the time. */
    void channelsLiveShortly() {
        push().shortenChannels(Duration.ofMinutes(10 + random.nextInt(120)));
        world.count("channels short-lived");
        world.tell("channels live shortly");
    }

    /** None arrives any more. */
    void allAreLost() {
        push().change(whims -> whims.dropping(1));
        push().take();
    }

    /** From now on every notice arrives. */
    void ends() {
        push().shortenChannels(Duration.ofDays(7));
        push().change(whims -> PostWhims.NONE);
    }
}
