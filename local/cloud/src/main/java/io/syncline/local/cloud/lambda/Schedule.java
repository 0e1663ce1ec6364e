package io.syncline.local.cloud.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls a function at a rate, the first time a moment after the start (EventBridge, "Rate expressions"). */
public final class Schedule implements AutoCloseable {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final String function;
    private final Optional<String> input;
    private final Duration period;
    private final Functions functions;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Thread ticker;

    /**
     * What is called when.
     *
     * @param expression such as {@code rate(1 minute)}
     * @param input the event in JSON, in place of EventBridge's own
     */
    public record Tick(String function, String expression, Optional<String> input) {}

    public Schedule(Tick tick, Functions functions, InstantSource clock, Consumer<String> log) {
        this.function = tick.function();
        this.input = tick.input();
        this.period = periodOf(tick.expression());
        this.functions = functions;
        this.clock = clock;
        this.log = log;
        this.ticker = Thread.ofVirtual().name("schedule-" + tick.function()).unstarted(this::tickUntilClosed);
    }

    public void start() {
        ticker.start();
    }

    @Override
    public void close() {
        ticker.interrupt();
    }

    /** The name of the function that it calls. */
    public String function() {
        return function;
    }

    /** Calls the function now, besides its rate. */
    public void tick() {
        Outcome outcome = functions.invoke(function, input.orElseGet(() -> event().toString()));
        switch (outcome) {
            case Outcome.Answered answered -> {}
            case Outcome.Failed(String type, String message) ->
                log.accept(function + ": tick failed with " + type + ": " + message);
            case Outcome.TimedOut() -> log.accept(function + ": tick timed out");
        }
    }

    static Duration periodOf(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException("The schedule " + expression + " is no rate, only rates run locally");
        }
        ChronoUnit unit = switch (rate.group(2)) {
            case "minute" -> ChronoUnit.MINUTES;
            case "hour" -> ChronoUnit.HOURS;
            case "day" -> ChronoUnit.DAYS;
            default -> throw new IllegalArgumentException("The schedule " + expression + " has no unit");
        };
        return Duration.of(Long.parseLong(rate.group(1)), unit);
    }

    private void tickUntilClosed() {
        try {
            Thread.sleep(FIRST);
            while (true) {
                tickOnce();
                Thread.sleep(period);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tickOnce() {
        try {
            tick();
        } catch (RuntimeException e) {
            log.accept(function + ": tick failed: " + e);
        }
    }

    private ObjectNode event() {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", "000000000000")
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", "eu-central-1");
        event.putArray("resources").add("arn:aws:events:eu-central-1:000000000000:rule/" + function);
        event.putObject("detail");
        return event;
    }
}
