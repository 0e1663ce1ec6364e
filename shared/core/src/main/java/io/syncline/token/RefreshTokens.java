package io.syncline.token;

import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.token.Registry.Change;
import io.syncline.traffic.Leases;
import io.syncline.traffic.Leases.Lease;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Refreshes the tokens of an order ahead of their end. Their providers are asked side by side; what comes back is stored
 * in one transaction.
 */
public final class RefreshTokens {

    private static final Actor ACTOR = Actor.function("token-refresh");

    private final TokenVault vault;
    private final Connections connections;
    private final Registry registry;
    private final Refreshing refreshing;
    private final Leases leases;
    private final InstantSource clock;

    public RefreshTokens(
            TokenVault vault,
            Connections connections,
            Registry registry,
            Refreshing refreshing,
            Leases leases,
            InstantSource clock) {
        this.vault = vault;
        this.connections = connections;
        this.registry = registry;
        this.refreshing = refreshing;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * What came of an order.
     *
     * @param skipped not due any more, being refreshed by somebody else, or not connected any more
     */
    public record Result(int renewed, int dead, int later, int skipped) {}

    /** Refreshes those of the order that are due; doing it twice refreshes once. */
    public Result run(RefreshOrder order) {
        Map<String, Connection> active = new HashMap<>();
        connections.find(order.organisation(), new HashSet<>(order.connections())).values().stream()
                .filter(connection -> connection.state() instanceof ConnectionState.Active)
                .forEach(connection -> active.put(Refreshing.leaseName(connection), connection));
        Map<String, Lease> held = leases.takeAll(active.keySet(), Refreshing.LEASE_LIFE);
        try {
            active.keySet().retainAll(held.keySet());
            return refresh(order, List.copyOf(active.values()));
        } finally {
            leases.releaseAll(held.values());
        }
    }

    private record Task(Connection connection, TokenSet old) {}

    private record Asked(Task task, Renewal renewal) {}

    private Result refresh(RefreshOrder order, List<Connection> leased) {
        Map<ConnectionId, TokenSet> stored = vault.read(
                order.organisation(),
                new HashSet<>(leased.stream().map(Connection::id).toList()));
        leased.stream()
                .filter(connection -> !stored.containsKey(connection.id()))
                .forEach(this::reportIfUnreadable);
        List<Task> tasks = leased.stream()
                .flatMap(connection -> Optional.ofNullable(stored.get(connection.id()))
                        .filter(tokens -> tokens.isDueAt(clock.instant()))
                        .map(tokens -> new Task(connection, tokens))
                        .stream())
                .toList();
        List<Asked> asked = askAll(tasks);
        List<RuntimeException> faults = new ArrayList<>();
        Set<Asked> safe = storeAll(order, asked, faults);
        for (Asked one : asked) {
            if (safe.contains(one) || !(one.renewal() instanceof Renewal.Renewed)) {
                attempt(() -> settle(one), faults);
            }
        }
        if (!faults.isEmpty()) {
            throw faults.getFirst();
        }
        return result(order, asked);
    }

    /** Reading many leaves out what does not open; reading one says so. */
    private void reportIfUnreadable(Connection connection) {
        try {
            vault.read(connection.organisation(), connection.id());
        } catch (TokensUnreadable e) {
            refreshing.reportUnreadable(connection);
        }
    }

    /** One that fails does not keep the others from being stored and settled. */
    private static boolean attempt(Runnable step, List<RuntimeException> faults) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            faults.add(e);
            return false;
        }
    }

    private List<Asked> askAll(List<Task> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Asked>> answers = tasks.stream()
                    .map(task -> threads.submit(
                            () -> new Asked(task, refreshing.ask(task.connection(), task.old(), Optional.empty()))))
                    .toList();
            return answers.stream().map(RefreshTokens::gathered).toList();
        }
    }

    private static Asked gathered(Future<Asked> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while tokens were refreshed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A refresh broke off", e.getCause());
        }
    }

    /** Together if nobody interferes; otherwise each by itself, with all the care of a single one. */
    private Set<Asked> storeAll(RefreshOrder order, List<Asked> asked, List<RuntimeException> faults) {
        List<Change> changes = new ArrayList<>();
        List<Deed> deeds = new ArrayList<>();
        Set<Asked> renewals = new HashSet<>();
        for (Asked one : asked) {
            if (one.renewal() instanceof Renewal.Renewed renewed) {
                renewals.add(one);
                changes.add(new Change.PutTokens(one.task().connection().id(), renewed.tokens()));
                deeds.add(Refreshing.deed(one.task().connection(), renewed, ACTOR));
            }
        }
        if (!changes.isEmpty() && !committed(order, changes, deeds)) {
            renewals.removeIf(one -> !attempt(() -> storeOne(one), faults));
        }
        return renewals;
    }

    private void storeOne(Asked one) {
        if (one.renewal() instanceof Renewal.Renewed renewed) {
            refreshing.store(one.task().connection(), renewed, ACTOR);
        }
    }

    private boolean committed(RefreshOrder order, List<Change> changes, List<Deed> deeds) {
        try {
            return registry.commit(order.organisation(), changes, deeds);
        } catch (RuntimeException e) {
            return false; // each is tried again by itself
        }
    }

    private void settle(Asked asked) {
        Connection connection = asked.task().connection();
        switch (asked.renewal()) {
            case Renewal.Renewed renewed -> refreshing.noteHealth(connection, renewed.granted());
            case Renewal.Dead dead ->
                refreshing.believeDead(connection, asked.task().old(), dead, ACTOR);
            case Renewal.OperatorFault(String code) -> {
                refreshing.blameOperator(connection, code);
                refreshing.noteTrouble(
                        connection,
                        asked.task().old(),
                        connection.provider().title()
                                + " refuses this installation's client: its operator has to act.");
            }
            case Renewal.Later later ->
                refreshing.noteTrouble(connection, asked.task().old(), Refreshing.later(connection, later.reason()));
        }
    }

    private static Result result(RefreshOrder order, List<Asked> asked) {
        int renewed = count(asked, Renewal.Renewed.class);
        int dead = count(asked, Renewal.Dead.class);
        return new Result(
                renewed,
                dead,
                asked.size() - renewed - dead,
                order.connections().size() - asked.size());
    }

    private static int count(List<Asked> asked, Class<? extends Renewal> kind) {
        return (int)
                asked.stream().filter(one -> kind.isInstance(one.renewal())).count();
    }
}
