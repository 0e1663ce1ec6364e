package io.syncline.google;

import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.token.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Leads many talks side by side, round by round; the calls of a round share requests of at most fifty. */
final class Talks {
    /** Older documents name this limit, and a burst of more on one calendar is throttled anyway. */
    private static final int MOST_CALLS = 50;
    /** The longest talk reads a series in forty pages, changes it, and reads it again. */
    private static final int MOST_ROUNDS = 100;

    private final GoogleApi api;
    private final Secret token;

    Talks(GoogleApi api, Secret token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Leads the talks to their ends.
     *
     * @param onEndless what a talk that does not come to an end is taken to have said
     * @return an answer per talk, in their order
     */
    <A> List<A> lead(List<Talk<A>> talks, Function<Unavailable, A> onEndless) {
        List<Talk<A>> open = new ArrayList<>(talks);
        for (int round = 0; round < MOST_ROUNDS && open.stream().anyMatch(talk -> talk instanceof Talk.Ask); round++) {
            advance(open);
        }
        return open.stream()
                .map(talk -> switch (talk) {
                    case Talk.End<A>(A answer) -> answer;
                    case Talk.Ask<A> endless ->
                        onEndless.apply(new Unavailable("Google's answers do not come to an end"));
                })
                .toList();
    }

    private <A> void advance(List<Talk<A>> open) {
        Map<Integer, Talk.Ask<A>> asking = new TreeMap<>();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) instanceof Talk.Ask<A> ask) {
                asking.put(i, ask);
                calls.addAll(ask.calls());
            }
        }
        List<Part> parts = send(calls);
        int next = 0;
        for (Map.Entry<Integer, Talk.Ask<A>> entry : asking.entrySet()) {
            int end = next + entry.getValue().calls().size();
            open.set(entry.getKey(), entry.getValue().next().apply(parts.subList(next, end)));
            next = end;
        }
    }

    private List<Part> send(List<Call> calls) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += MOST_CALLS) {
            parts.addAll(sendTogether(calls.subList(from, Math.min(calls.size(), from + MOST_CALLS))));
        }
        return parts;
    }

    private List<Part> sendTogether(List<Call> calls) {
        try {
            BatchCall batch = api.batch(token);
            for (Call call : calls) {
                batch.add(
                        call,
                        GoogleApi.authorised(token, call.request().build()).buildHttpRequest());
            }
            return batch.send();
        } catch (IOException unsendable) {
            throw new IllegalStateException("A request could not be put together", unsendable);
        }
    }
}
