package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * EventBridge in process: PutEvents, rules with patterns of exact values, queues as targets
 * (EventBridge user guide, "Event patterns").
 */
public final class EventBus implements AwsService {

    /** PutEvents takes no more at once. */
    private static final int MOST_ENTRIES = 10;

    private static final int MOST_EVENTS = 10_000;

    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
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
        return entries(request)
                .map(entry -> entry.path("EventBusName").asText("default"))
                .map(bus -> new Access(
                        "events:" + action,
                        bus.startsWith("arn:")
                                ? bus
                                : "arn:aws:events:" + region + ":" + account + ":event-bus/" + bus))
                .distinct()
                .toList();
    }

    @Override
    public int units(String action, JsonNode request) {
        return request.path("Entries").size();
    }

    @Override
    public Answer call(String target, byte[] body) {
        if (!target.endsWith(".PutEvents")) {
            return Answer.error(400, "UnsupportedOperationException", target + " does not run locally");
        }
        List<JsonNode> asked = entries(Json.read(body)).toList();
        if (asked.isEmpty() || asked.size() > MOST_ENTRIES) {
            return Answer.error(400, "ValidationException", "Entries has 1 to " + MOST_ENTRIES + " members");
        }
        ArrayNode entries = Json.object().putArray("Entries");
        asked.forEach(entry -> entries.add(problemOf(entry)
                .map(problem -> Json.object().put("ErrorCode", problem).put("ErrorMessage", problem))
                .orElseGet(() -> Json.object().put("EventId", put(entry)))));
        return Answer.ok(Json.object()
                .put("FailedEntryCount", entries.findValues("ErrorCode").size())
                .set("Entries", entries));
    }

    /** What has been put on any bus, oldest first, in the form in which rules see it; the last 10,000 of it. */
    public List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** Remembers what somebody else's bus was given. */
    public void remember(byte[] putEvents) {
        entries(Json.read(putEvents))
                .filter(entry -> problemOf(entry).isEmpty())
                .forEach(entry -> remember(event(entry, UUID.randomUUID().toString())));
    }

    private void remember(JsonNode event) {
        events.add(event);
        if (count.incrementAndGet() > MOST_EVENTS) {
            events.poll();
        }
    }

    private static Stream<JsonNode> entries(JsonNode request) {
        return StreamSupport.stream(request.path("Entries").spliterator(), false);
    }

    /** Why EventBridge would not take an entry (EventBridge API reference, PutEvents, "Errors of an entry"). */
    private static Optional<String> problemOf(JsonNode entry) {
        String detail = entry.path("Detail").asText("");
        if (entry.path("Source").asText("").isBlank()
                || entry.path("DetailType").asText("").isBlank()
                || detail.isBlank()) {
            return Optional.of("InvalidArgument");
        }
        return isObject(detail) ? Optional.empty() : Optional.of("MalformedDetail");
    }

    private static boolean isObject(String detail) {
        try {
            return Json.read(detail).isObject();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String put(JsonNode entry) {
        String id = UUID.randomUUID().toString();
        ObjectNode event = event(entry, id);
        remember(event);
        String bus = entry.path("EventBusName").asText("default");
        rules.stream()
                .filter(rule -> rule.bus().equals(bus.substring(bus.lastIndexOf('/') + 1)))
                .filter(rule -> matches(rule.pattern(), event))
                .forEach(rule -> rule.queues().forEach(queue -> deliver.accept(queue, event.toString())));
        return id;
    }

    private ObjectNode event(JsonNode entry, String id) {
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
        return event;
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
