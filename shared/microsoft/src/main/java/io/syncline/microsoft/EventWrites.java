package io.syncline.microsoft;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.WriteAnswer;
import io.syncline.microsoft.WriteStep.Outcome;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The writes of one call, carried out in batches of 20, one after the other: Outlook serves four requests of a mailbox
 * at once, and a batch takes all four.
 */
final class EventWrites {

    /** An event that was created and deleted five times takes so many; more is a loop. */
    private static final int MOST_ROUNDS = 16;

    private final Graph graph;
    private final Secret accessToken;
    private final CalendarId calendar;
    private final RandomGenerator random;
    private final List<Optional<WriteAnswer>> answers;
    private final List<SeriesStep> series = new ArrayList<>();
    private Optional<RemoteFailure> stopped = Optional.empty();
    private Optional<WriteAnswer> absence = Optional.empty();

    private EventWrites(Graph graph, Secret accessToken, CalendarId calendar, RandomGenerator random, int count) {
        this.graph = graph;
        this.accessToken = accessToken;
        this.calendar = calendar;
        this.random = random;
        this.answers = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(_ -> Optional.<WriteAnswer>empty())
                .toList());
    }

    static List<WriteAnswer> run(
            Graph graph, Secret accessToken, CalendarId calendar, RandomGenerator random, List<RemoteWrite> writes) {
        var run = new EventWrites(graph, accessToken, calendar, random, writes.size());
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            run.begin(i, writes.get(i)).ifPresent(attempts::add);
        }
        return run.answers(attempts);
    }

    /** What is to be sent next for the write at an index. */
    private record Attempt(int index, WriteStep step) {}

    /** A write of a series, which takes several requests, and its place among all. */
    private record SeriesStep(int index, Optional<EventId> created, Function<SeriesWrites, Outcome> writing) {}

    private Optional<Attempt> begin(int index, RemoteWrite write) {
        Optional<String> objection = SeriesWrites.objection(write);
        if (objection.isPresent()) {
            answers.set(index, Optional.of(new WriteAnswer.Failed(new RemoteFailure.Refused(objection.get()))));
            return Optional.empty();
        }
        if (!SeriesWrites.isOne(write)) {
            return Optional.of(new Attempt(index, WriteStep.of(write)));
        }
        switch (write) {
            case RemoteWrite.Update update ->
                series.add(new SeriesStep(index, Optional.empty(), writes -> writes.update(update)));
            case RemoteWrite.Delete delete ->
                series.add(new SeriesStep(index, Optional.empty(), writes -> writes.delete(delete)));
            case RemoteWrite.Create _ -> throw new IllegalStateException("Its master is created first");
        }
        return Optional.empty();
    }

    private void writeSeries() {
        var calls = new SeriesCalls(graph, accessToken, calendar);
        if (stopped.isEmpty()) {
            calls.readAhead(
                    series.stream().flatMap(step -> step.created().stream()).toList());
        }
        var writes = new SeriesWrites(calls);
        for (SeriesStep step : series) {
            if (stopped.isPresent()) {
                return;
            }
            switch (step.writing().apply(writes)) {
                case Outcome.Done(WriteAnswer answer) -> settle(step.index(), answer);
                case Outcome.Missing _ -> settle(step.index(), absence());
                case Outcome.Next _, Outcome.Series _ ->
                    throw new IllegalStateException("A series is written to its end");
            }
        }
    }

    private List<WriteAnswer> answers(List<Attempt> first) {
        List<Attempt> open = first;
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty() && stopped.isEmpty(); round++) {
            open = nextRound(open);
        }
        writeSeries();
        return answers.stream()
                .map(answer -> answer.orElseGet(this::unanswered))
                .toList();
    }

    private WriteAnswer unanswered() {
        return new WriteAnswer.Failed(stopped.orElseGet(() -> new RemoteFailure.Refused(
                "ErrorDuplicateTransactionId: this job was created and deleted too often in this calendar.")));
    }

    private List<Attempt> nextRound(List<Attempt> attempts) {
        List<Attempt> next = new ArrayList<>();
        for (int from = 0; from < attempts.size() && stopped.isEmpty(); from += Graph.LARGEST_BATCH) {
            next.addAll(send(attempts.subList(from, Math.min(from + Graph.LARGEST_BATCH, attempts.size()))));
        }
        return next;
    }

    private List<Attempt> send(List<Attempt> attempts) {
        var requests = new EventRequests(calendar);
        List<Function<GraphServiceClient, RequestInformation>> asked = attempts.stream()
                .map(attempt -> attempt.step().request(requests, random.nextLong()))
                .toList();
        return switch (graph.batch(accessToken, asked)) {
            case Reply.Answer<List<Reply<String>>>(List<Reply<String>> replies) -> take(attempts, replies);
            case Reply.Refusal<List<Reply<String>>>(GraphError error)
            when error.saysTooLarge() && attempts.size() > 1 -> sendHalves(attempts);
            case Reply.Refusal<List<Reply<String>>>(GraphError error) -> stop(error.failure());
            case Reply.Silence<List<Reply<String>>> silence -> stop(silence.failure());
        };
    }

    private List<Attempt> sendHalves(List<Attempt> attempts) {
        int half = attempts.size() / 2;
        List<Attempt> next = new ArrayList<>(send(attempts.subList(0, half)));
        if (stopped.isEmpty()) {
            next.addAll(send(attempts.subList(half, attempts.size())));
        }
        return next;
    }

    private List<Attempt> take(List<Attempt> attempts, List<Reply<String>> replies) {
        List<Attempt> next = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            switch (WriteOutcomes.of(attempt.step(), replies.get(i))) {
                case Outcome.Done(WriteAnswer answer) -> settle(attempt.index(), answer);
                case Outcome.Next(WriteStep step) -> next.add(new Attempt(attempt.index(), step));
                case Outcome.Series(RemoteWrite.Create create, EventId id, boolean fresh) ->
                    series.add(new SeriesStep(
                            attempt.index(), Optional.of(id), writes -> writes.created(create, id, fresh)));
                case Outcome.Missing _ -> settle(attempt.index(), absence());
            }
        }
        return next;
    }

    private void settle(int index, WriteAnswer answer) {
        answers.set(index, Optional.of(answer));
        if (answer instanceof WriteAnswer.Failed(RemoteFailure failure) && isForAll(failure)) {
            stopped = Optional.of(failure);
        }
    }

    /** A refused token or a spent budget is not about one event, and every further request makes it worse. */
    private static boolean isForAll(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.Unauthorized _, RemoteFailure.Throttled _, RemoteFailure.CalendarGone _ -> true;
            case RemoteFailure.NotPermitted _, RemoteFailure.Unavailable _, RemoteFailure.Refused _ -> false;
        };
    }

    private List<Attempt> stop(RemoteFailure failure) {
        stopped = Optional.of(failure);
        return List.of();
    }

    /** When a whole calendar disappears, each of its events is "not found"; that deletes none of them (trap 40). */
    private WriteAnswer absence() {
        if (absence.isEmpty()) {
            absence = Optional.of(CalendarPresence.failure(graph, accessToken, calendar)
                    .<WriteAnswer>map(WriteAnswer.Failed::new)
                    .orElseGet(WriteAnswer.Absent::new));
        }
        return absence.get();
    }
}
