package io.syncline.tests.load;

import io.syncline.audit.Actor;
import io.syncline.connection.Connection;
import io.syncline.connection.Service;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.RefreshOrder;
import io.syncline.token.RefreshTokens;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Workers that read and renew an organisation's tokens without a pause, each an instance of its own. */
final class Traffic implements AutoCloseable {

    private static final TokenUse USE =
            new TokenUse(Service.CALENDAR, Actor.function("calendar-sync"), "calendar sync");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int ORDER = 45;

    private final List<Connection> connections;
    private final List<AtomicLong> rounds = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean going = true;

    private Traffic(List<Connection> connections) {
        this.connections = connections;
    }

    /** Readers ask for tokens of random connections; refreshers renew their share, first as ordered, then at will. */
    static Traffic start(
            LocalCloud cloud, InstantSource clock, List<Connection> connections, int readers, int refreshers) {
        Traffic traffic = new Traffic(connections);
        for (int number = 0; number < readers; number++) {
            ObtainAccessToken obtain =
                    Worker.of(cloud, "calendar-sync", clock).tokens().obtainAccessToken();
            traffic.begin(new Random(number), random -> traffic.read(obtain, random));
        }
        int share = connections.size() / refreshers;
        for (int number = 0; number < refreshers; number++) {
            traffic.refresh(cloud, clock, connections.subList(number * share, (number + 1) * share));
        }
        return traffic;
    }

    private interface Round {
        void run(Random random);
    }

    private void refresh(LocalCloud cloud, InstantSource clock, List<Connection> share) {
        RefreshTokens refreshTokens =
                Worker.of(cloud, "token-refresh", clock).tokens().refreshTokens();
        ObtainAccessToken obtain =
                Worker.of(cloud, "calendar-sync", clock).tokens().obtainAccessToken();
        List<RefreshOrder> orders = new ArrayList<>(Fleet.orders(share, ORDER));
        begin(new Random(share.size()), random -> {
            if (orders.isEmpty()) {
                renew(obtain, random);
            } else {
                refreshAsOrdered(refreshTokens, orders.removeFirst());
            }
        });
    }

    private void begin(Random random, Round round) {
        AtomicLong done = new AtomicLong();
        rounds.add(done);
        threads.execute(() -> {
            while (going) {
                try {
                    round.run(random);
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
                done.incrementAndGet();
            }
        });
    }

    private void read(ObtainAccessToken obtain, Random random) {
        Grant grant = obtain.run(any(random), USE);
        if (!(grant instanceof Grant.Valid)) {
            failures.add(grant.toString());
        }
    }

    private void renew(ObtainAccessToken obtain, Random random) {
        Connection connection = any(random);
        if (!(obtain.run(connection, USE) instanceof Grant.Valid(var tokens))) {
            failures.add("There was nothing to renew");
            return;
        }
        Secret rejected = tokens.accessToken();
        Grant renewed = obtain.renew(connection, USE, rejected, Optional.empty());
        if (!(renewed instanceof Grant.Valid)) {
            failures.add(renewed.toString());
        }
    }

    private void refreshAsOrdered(RefreshTokens refreshTokens, RefreshOrder order) {
        RefreshTokens.Result result = refreshTokens.run(order);
        if (result.dead() + result.later() > 0) {
            failures.add(result.toString());
        }
    }

    private Connection any(Random random) {
        return connections.get(random.nextInt(connections.size()));
    }

    /** Waits until each has begun and ended a round from now on: by then everybody has met what is new. */
    void awaitEverybodyOnce() {
        List<Long> before = rounds.stream().map(AtomicLong::get).toList();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!everybodyDid(before)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Somebody has been at one round for " + LONGEST);
            }
            pause();
        }
    }

    /** Two more: the first may have begun before. */
    private boolean everybodyDid(List<Long> before) {
        for (int number = 0; number < rounds.size(); number++) {
            if (rounds.get(number).get() < before.get(number) + 2) {
                return false;
            }
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while others worked", e);
        }
    }

    /** What did not come out as it should; empty where everybody always got a token. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets everybody end their round. */
    void stop() {
        going = false;
        threads.close();
    }

    @Override
    public void close() {
        stop();
    }
}
