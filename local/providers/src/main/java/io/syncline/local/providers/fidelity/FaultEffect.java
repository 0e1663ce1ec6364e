package io.syncline.local.providers.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a struck request meets. Where there is a {@code commit}, the request is performed all the same. */
public sealed interface FaultEffect {

    /** Exactly this answer. */
    record Answers(int status, Map<String, String> headers, String body, boolean commit) implements FaultEffect {
        public Answers {
            headers = Map.copyOf(headers);
        }
    }

    /** The connection closes without an answer. */
    record Cuts(boolean commit) implements FaultEffect {}

    /** Nothing is answered, and the connection stays open until the caller or the host gives up. */
    record KeepsSilent(boolean commit) implements FaultEffect {}

    /** The provider's own answer, of which the second half is missing; the request is performed. */
    record Garbles() implements FaultEffect {}

    /** Nothing but the delay. */
    record Delays() implements FaultEffect {}

    /**
     * The provider's own answer, with its JSON changed and headers replaced.
     *
     * @param patch a JSON merge patch (RFC 7396): a null removes the field
     */
    record Spoils(ObjectNode patch, Map<String, String> headers) implements FaultEffect {
        public Spoils {
            headers = Map.copyOf(headers);
        }
    }

    /** Whether the request is performed although its answer is lost. */
    default boolean losesTheAnswer() {
        return switch (this) {
            case Answers answers -> answers.commit();
            case Cuts cuts -> cuts.commit();
            case KeepsSilent silent -> silent.commit();
            case Delays delays -> false;
            case Garbles garbles -> false;
            case Spoils spoils -> false;
        };
    }

    /** The answer under this effect. */
    default Answer on(Supplier<Answer> request) {
        var performed = losesTheAnswer() ? Optional.of(request.get()) : Optional.<Answer>empty();
        return switch (this) {
            case Answers(int status, Map<String, String> headers, String body, boolean commit) ->
                with(headers, Answer.of(status, "application/json; charset=utf-8", body));
            case Cuts cuts -> Answer.cut();
            case KeepsSilent silent -> Answer.cut();
            case Delays delays -> performed.orElseGet(request);
            case Garbles garbles -> request.get().halved();
            case Spoils(ObjectNode patch, Map<String, String> headers) -> with(headers, spoilt(request.get(), patch));
        };
    }

    private static Answer with(Map<String, String> headers, Answer answer) {
        var changed = answer;
        for (var line : headers.entrySet()) {
            changed = changed.with(line.getKey(), line.getValue());
        }
        return changed;
    }

    private static Answer spoilt(Answer answer, ObjectNode patch) {
        return answer.json()
                .filter(JsonNode::isObject)
                .map(body -> answer.withJson(merged((ObjectNode) body, patch)))
                .orElse(answer);
    }

    private static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                target.set(field.getKey(), merged(objectAt(target, field.getKey()), inner));
            } else {
                target.set(field.getKey(), value);
            }
        });
        return target;
    }

    private static ObjectNode objectAt(ObjectNode target, String field) {
        return target.path(field) instanceof ObjectNode there ? there : target.objectNode();
    }
}
