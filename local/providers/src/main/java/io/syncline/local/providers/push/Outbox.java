package io.syncline.local.providers.push;

import io.syncline.local.providers.account.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The notices on their way, with the providers' rules for failed deliveries. Safe for many threads; posts outside of
 * its lock.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications (Google)</a>
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Webhooks (Microsoft)</a>
 */
final class Outbox {

    /** Neither provider says how long it waits before the second try. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private static final Duration GOOGLE_GIVES_UP = Duration.ofHours(1);
    private static final Duration MICROSOFT_GIVES_UP = Duration.ofHours(4);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final NoticePost post;
    private final EndpointHealth health;
    private final List<Notice> pending = new ArrayList<>();
    private PostWhims whims = PostWhims.NONE;
    private Runnable pump = () -> {};
    private DeliveryCounts counts = DeliveryCounts.NONE;
    private long last;

    Outbox(InstantSource clock, RandomGenerator random, NoticePost post) {
        this.clock = clock;
        this.random = random;
        this.post = post;
        this.health = new EndpointHealth(clock);
    }

    /** What to do when there is something to deliver. */
    synchronized void pumpedBy(Runnable other) {
        pump = other;
    }

    synchronized PostWhims whims() {
        return whims;
    }

    void setWhims(PostWhims other) {
        Runnable delivering;
        synchronized (this) {
            whims = other;
            delivering = pump;
        }
        delivering.run();
    }

    synchronized DeliveryCounts counts() {
        return counts;
    }

    /** Takes a notice, or loses it, or takes it twice. */
    void add(Notice notice) {
        Runnable delivering;
        synchronized (this) {
            put(notice);
            delivering = pump;
        }
        delivering.run();
    }

    private void put(Notice notice) {
        counts = counts.written(1);
        if (chance(whims.dropShare())) {
            counts = counts.lost(1);
            return;
        }
        var delay = whims.delay().plus(slowness(notice));
        var sent = notice.numbered(++last).at(notice.due().plus(delay));
        pending.add(sent);
        if (chance(whims.duplicateShare())) {
            counts = counts.doubled(1);
            pending.add(sent);
        }
    }

    private Duration slowness(Notice notice) {
        return notice.provider() == Provider.MICROSOFT ? health.delay(notice.url()) : Duration.ZERO;
    }

    private boolean chance(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    synchronized List<Notice> pending() {
        return List.copyOf(pending);
    }

    /** Removes notices, as if they had arrived or got lost. */
    synchronized List<Notice> take(Predicate<Notice> which) {
        var taken = pending.stream().filter(which).toList();
        pending.removeIf(which);
        return taken;
    }

    /** When the next notice is due; empty when there is none, or while the post is paused. */
    synchronized Optional<Instant> nextDue() {
        return whims.paused()
                ? Optional.empty()
                : pending.stream().map(Notice::due).min(Comparator.naturalOrder());
    }

    /** The requests that are due now, taken out. */
    List<Notice> due() {
        var now = clock.instant();
        return whims().paused()
                ? List.of()
                : requests(take(notice -> !notice.due().isAfter(now)));
    }

    /** All requests, due or not, taken out. */
    List<Notice> all() {
        return requests(take(notice -> true));
    }

    private List<Notice> requests(List<Notice> notices) {
        var current = whims();
        var order = new ArrayList<>(notices);
        if (current.shuffled()) {
            Collections.shuffle(order, new Random(random.nextLong()));
        }
        return bundled(order, current.bundle());
    }

    private static List<Notice> bundled(List<Notice> notices, int most) {
        var seen = new HashMap<String, Integer>();
        var requests = new LinkedHashMap<String, List<Notice>>();
        for (var notice : notices) {
            boolean alone = notice.provider() == Provider.GOOGLE || notice.kind() == Notice.Kind.FORGED;
            var address = alone ? "" : notice.url();
            int place = seen.merge(address, 1, Integer::sum) - 1;
            requests.computeIfAbsent(address + " " + (alone ? place : place / most), key -> new ArrayList<>())
                    .add(notice);
        }
        return requests.values().stream()
                .map(bundle -> bundle.size() == 1 ? bundle.getFirst() : Notice.together(bundle))
                .toList();
    }

    /** Posts one request; a failed one is tried again later where the provider does that. */
    NoticePost.Receipt deliver(Notice notice) {
        if (notice.provider() == Provider.MICROSOFT && health.drops(notice.url())) {
            count(before -> before.lost(1));
            return NoticePost.Receipt.silence(Duration.ZERO);
        }
        var receipt = post.post(notice.url(), notice.headers(), notice.body(), PATIENCE);
        health.note(notice.url(), receipt.took());
        settle(notice, receipt);
        return receipt;
    }

    private void settle(Notice notice, NoticePost.Receipt receipt) {
        if (arrived(notice, receipt)) {
            count(before -> before.delivered(1));
        } else if (triesAgain(notice, receipt)) {
            count(before -> before.failed(1));
            later(notice);
        } else {
            count(before -> before.failed(1).lost(1));
        }
    }

    private static boolean arrived(Notice notice, NoticePost.Receipt receipt) {
        return switch (notice.provider()) {
            case GOOGLE -> List.of(102, 200, 201, 202, 204).contains(receipt.status());
            case MICROSOFT -> receipt.succeeded();
        };
    }

    private boolean triesAgain(Notice notice, NoticePost.Receipt receipt) {
        var age = Duration.between(notice.made(), clock.instant());
        return switch (notice.provider()) {
            case GOOGLE ->
                List.of(0, 500, 502, 503, 504).contains(receipt.status()) && age.compareTo(GOOGLE_GIVES_UP) < 0;
            case MICROSOFT -> age.compareTo(MICROSOFT_GIVES_UP) < 0;
        };
    }

    private void later(Notice notice) {
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(notice.attempts(), 8));
        Runnable delivering;
        synchronized (this) {
            pending.add(notice.failedUntil(clock.instant().plus(wait)));
            delivering = pump;
        }
        delivering.run();
    }

    private synchronized void count(UnaryOperator<DeliveryCounts> change) {
        counts = change.apply(counts);
    }
}
