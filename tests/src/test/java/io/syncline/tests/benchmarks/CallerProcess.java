package io.syncline.tests.benchmarks;

import io.syncline.audit.Actor;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.tests.load.AtOnce;
import io.syncline.tests.load.Worker;
import io.syncline.token.Grant;
import io.syncline.token.TokenUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A process with several callers, each a worker instance of its own. Each line that it reads is a round:
 * {@code <organisation> <connection> <epoch milliseconds at which to begin>}; it answers a line per caller,
 * {@code caller <nanoseconds> <hash of the token>}, and then {@code end}.
 */
public final class CallerProcess {

    private static final TokenUse USE =
            new TokenUse(Service.CALENDAR, Actor.function("calendar-sync"), "calendar sync");

    private CallerProcess() {}

    /** The argument: how many callers. */
    public static void main(String[] arguments) throws IOException {
        List<Worker> workers = IntStream.range(0, Integer.parseInt(arguments[0]))
                .mapToObj(number -> Worker.ofThisProcess(InstantSource.system()))
                .toList();
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = rounds.readLine(); line != null; line = rounds.readLine()) {
            String[] words = line.split(" ", -1);
            OrganisationId organisation = new OrganisationId(words[0]);
            Connection connection = workers.getFirst()
                    .aws()
                    .connections()
                    .find(organisation, new ConnectionId(words[1]))
                    .orElseThrow();
            long begin = Long.parseLong(words[2]);
            AtOnce.run(workers.stream()
                            .<Callable<String>>map(worker -> () -> called(worker, connection, begin))
                            .toList())
                    .forEach(System.out::println);
            System.out.println("end");
        }
    }

    private static String called(Worker worker, Connection connection, long begin) {
        var obtain = worker.tokens().obtainAccessToken();
        LockSupport.parkNanos(
                Duration.ofMillis(begin - InstantSource.system().millis()).toNanos());
        long before = System.nanoTime();
        Grant grant = obtain.run(connection, USE);
        long nanos = System.nanoTime() - before;
        return "caller " + nanos + " " + shown(grant);
    }

    /** A hash: tokens leave no process. */
    private static String shown(Grant grant) {
        return switch (grant) {
            case Grant.Valid(var tokens) -> hash(tokens.accessToken().reveal());
            case Grant.NeedsReconnect _, Grant.NotPermitted _, Grant.Deferred _ ->
                grant.getClass().getSimpleName();
        };
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
