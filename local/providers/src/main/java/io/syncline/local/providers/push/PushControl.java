package io.syncline.local.providers.push;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The hand behind the push notices: sees who watches, and holds, loses, doubles, delays, shuffles and forges notices.
 *
 * <p>With HTTP hosts notices are delivered by themselves. In process they wait until somebody {@linkplain #take takes}
 * or {@linkplain #deliver delivers} them.
 */
public final class PushControl {

    private final PushService push;
    private final InstantSource clock;
    private final BiConsumer<Subscription, LifecycleEvent> news;

    /**
     * A control of this service.
     *
     * @param news sends news of a subscription
     */
    public PushControl(PushService push, InstantSource clock, BiConsumer<Subscription, LifecycleEvent> news) {
        this.push = push;
        this.clock = clock;
        this.news = news;
    }

    /** Google's living channels, the oldest first. */
    public List<Channel> channels() {
        return push.channels().living();
    }

    /** Microsoft's living subscriptions, the oldest first. */
    public List<Subscription> subscriptions() {
        return push.subscriptions().living();
    }

    /** What waits: everything in process, only held and failed notices with HTTP hosts. */
    public List<Notice> pendingNotices() {
        return push.outbox().pending();
    }

    /** Takes all waiting notices out, whether due or not; the caller delivers, loses, doubles or shuffles them. */
    public List<Notice> take() {
        return take(notice -> true);
    }

    /** Takes some of the waiting notices out. */
    public List<Notice> take(Predicate<Notice> which) {
        return push.outbox().take(which);
    }

    /** Posts a notice now and in this thread; a failed one waits for its next try as the provider would have it. */
    public NoticePost.Receipt deliver(Notice notice) {
        return push.outbox().deliver(notice);
    }

    /** Posts in this thread what is due by the simulators' clock; gives how many requests that were. */
    public int deliverDue() {
        var due = push.outbox().due();
        due.forEach(push.outbox()::deliver);
        return due.size();
    }

    /** Posts in this thread all that waits, due or not, paused or not; gives how many requests that were. */
    public int flush() {
        var all = push.outbox().all();
        all.forEach(push.outbox()::deliver);
        return all.size();
    }

    public PostWhims whims() {
        return push.outbox().whims();
    }

    /** Changes what the post does, for example {@code whims -> whims.dropping(0.2)}. */
    public void change(UnaryOperator<PostWhims> change) {
        push.outbox().setWhims(change.apply(whims()));
    }

    /** Lets notices pile up. */
    public void pause() {
        change(whims -> whims.paused(true));
    }

    /** Lets them go again, the piled-up ones first. */
    public void resume() {
        change(whims -> whims.paused(false));
    }

    public DeliveryCounts counts() {
        return push.outbox().counts();
    }

    /** Sends a notice that no provider wrote, made from a real one by its {@code with} and {@code saying}. */
    public void forge(Notice notice) {
        push.send(notice.as(Notice.Kind.FORGED).at(clock.instant()));
    }

    /** Ends a channel or a subscription without a word; false when there is none of this id. */
    public boolean kill(String id) {
        boolean there = lives(id);
        push.channels().remove(id);
        push.subscriptions().remove(id);
        return there;
    }

    /** Lets a channel or a subscription run out now; false when there is none of this id. */
    public boolean expire(String id) {
        boolean there = lives(id);
        push.channels().expire(id, clock.instant());
        push.subscriptions().expire(id, clock.instant());
        return there;
    }

    /**
     * Sends news of a subscription. A removed one is gone; one that must be authorised again says nothing until then.
     *
     * @return false when there is no subscription of this id
     */
    public boolean lifecycle(String subscription, LifecycleEvent event) {
        var found = push.subscriptions().find(subscription);
        found.ifPresent(there -> {
            news.accept(there, event);
            switch (event) {
                case MISSED -> {}
                case SUBSCRIPTION_REMOVED -> push.subscriptions().remove(there.id());
                case REAUTHORIZATION_REQUIRED -> push.subscriptions().suspend(there.id());
            }
        });
        return found.isPresent();
    }

    /** The longest life that Google gives a channel, whatever it asks for; seven days at first. */
    public void shortenChannels(Duration longest) {
        push.channels().setLongest(longest);
    }

    /** Google refuses channels to addresses in which this regular expression is found; empty for none. */
    public void unauthorize(Optional<String> addresses) {
        Predicate<String> refused = addresses
                .map(expression -> java.util.regex.Pattern.compile(expression).asPredicate())
                .orElse(address -> false);
        push.channels().setUnauthorized(refused);
    }

    /** Whether Google's sync message arrives before its answer to the watch request. */
    public void syncBeforeTheAnswer(boolean first) {
        push.channels().setSyncFirst(first);
    }

    /** Whether Microsoft refuses a second subscription to one resource with 409, as its documentation says. */
    public void refuseDuplicates(boolean refusing) {
        push.subscriptions().refuseDuplicates(refusing);
    }

    private boolean lives(String id) {
        return push.channels().find(id).isPresent()
                || push.subscriptions().find(id).isPresent();
    }
}
