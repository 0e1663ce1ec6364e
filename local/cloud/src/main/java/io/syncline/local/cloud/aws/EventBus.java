package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * EventBridge in process: PutEvents, rules with patterns of exact values, queues as targets
 * (EventBridge user guide, "Event patterns").
 */
public final class EventBus implements AwsService {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final BiConsumer<String, String> deliver;
    private final InstantSource clock;
    private final String region;
    private final String account;

    private record Rule(String bus, String arn, JsonNode pattern, List<String> queues) {}

    /** @param deliver takes a queue's ARN and a message for it */
    public EventBus(BiConsumer<String, String> deliver, InstantSource clock, String region, String account) {
        this.deliver = deliver;
        this.clock = clock;
        this.region = region;
        this.account = account;
    }

    /** Declares a rule of a bus. */
    public void declareRule(String bus, String arn, JsonNode pattern, List<String> queues) {
        rules.add(new Rule(bus, arn, pattern, queues));
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        return request.path("Entries").findValuesAsText("EventBusName").stream()
                .map(bus -> new Access(
                        "events:" + action,
                        bus.startsWith("arn:")
                                ? bus
                                : "arn:aws:events:" + region + ":" + account + ":event-bus/" + bus))
                .distinct()
                .toList();
    }

    @Override
    public Answer call(String target, byte[] body) {
        if (!target.endsWith(".PutEvents")) {
            return Answer.error(400, "UnsupportedOperationException", target + " does not run locally");
        }
        ArrayNode entries = Json.object().putArray("Entries");
        for (JsonNode entry : Json.read(body).path("Entries")) {
            entries.add(Json.object().put("EventId", put(entry)));
        }
        return Answer.ok(Json.object().put("FailedEntryCount", 0).set("Entries", entries));
    }

    private String put(JsonNode entry) {
        String id = UUID.randomUUID().toString();
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", account)
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        event.putArray("resources");
        event.set("detail", Json.read(entry.path("Detail").asText("{}")));
        String bus = entry.path("EventBusName").asText("default");
        rules.stream()
                .filter(rule -> rule.bus().equals(bus.substring(bus.lastIndexOf('/') + 1)))
                .filter(rule -> matches(rule.pattern(), event))
                .forEach(rule -> rule.queues().forEach(queue -> deliver.accept(queue, event.toString())));
        return id;
    }

    private static boolean matches(JsonNode pattern, JsonNode event) {
        return pattern.properties().stream().allMatch(member -> {
            JsonNode actual = event.path(member.getKey());
            if (member.getValue().isObject()) {
                return matches(member.getValue(), actual);
            }
            for (JsonNode allowed : member.getValue()) {
                if (allowed.equals(actual)) {
                    return true;
                }
            }
            return false;
        });
    }
}
