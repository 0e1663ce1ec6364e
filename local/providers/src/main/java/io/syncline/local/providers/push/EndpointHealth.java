package io.syncline.local.providers.push;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast the hosts of Microsoft's subscribers answer. Within ten minutes, more than a tenth of the answers above ten
 * seconds delays notices by ten seconds, and more than 15 % loses them. The page says nothing of few answers: below ten
 * there is no judgement.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Throttling of endpoints</a>
 */
final class EndpointHealth {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final int FEW = 10;

    private final InstantSource clock;
    private final Map<String, Deque<Answered>> hosts = new HashMap<>();

    EndpointHealth(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void note(String url, Duration took) {
        hosts.computeIfAbsent(host(url), key -> new ArrayDeque<>())
                .addLast(new Answered(clock.instant(), took.compareTo(SLOW) >= 0));
    }

    /** How much later a notice goes to this address. */
    synchronized Duration delay(String url) {
        return slowShare(url) > 0.10 ? Duration.ofSeconds(10) : Duration.ZERO;
    }

    /** Whether notices to this address are lost at present. */
    synchronized boolean drops(String url) {
        return slowShare(url) > 0.15;
    }

    private double slowShare(String url) {
        var answers = hosts.computeIfAbsent(host(url), key -> new ArrayDeque<>());
        var begin = clock.instant().minus(WINDOW);
        answers.removeIf(answer -> answer.at.isBefore(begin));
        long slow = answers.stream().filter(Answered::slow).count();
        return answers.size() < FEW ? 0 : (double) slow / answers.size();
    }

    private static String host(String url) {
        try {
            return URI.create(url).getAuthority() + "";
        } catch (IllegalArgumentException malformed) {
            return url;
        }
    }

    private record Answered(Instant at, boolean slow) {}
}
