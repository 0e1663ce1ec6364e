package io.syncline.local.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.aws.Metering;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Feeds a function from a queue as Lambda's event source mapping does: batches, partial batch responses, a ceiling of
 * invocations at once. What failed stays in the queue until its visibility timeout is over, and ends in the dead-letter
 * queue by the queue's own redrive policy (AWS Lambda developer guide, "Using Lambda with Amazon SQS").
 */
public final class QueueMapping implements AutoCloseable {

    private static final int POLL_SECONDS = 1;

    private final Source source;
    private final AwsCalls queues;
    private final Functions functions;
    private final Metering metering;
    private final Consumer<String> log;
    private final Semaphore concurrency;
    private final Thread poller;
    private volatile boolean open = true;

    /**
     * What feeds what.
     *
     * @param batchSize messages per invocation, 1 to 10
     * @param maximumConcurrency invocations at once
     * @param partial whether the function names the messages that failed
     */
    public record Source(
            String function,
            String queueUrl,
            String queueArn,
            int batchSize,
            int maximumConcurrency,
            boolean partial) {}

    public QueueMapping(Source source, AwsCalls queues, Functions functions, Metering metering, Consumer<String> log) {
        this.source = source;
        this.queues = queues;
        this.functions = functions;
        this.metering = metering;
        this.log = log;
        this.concurrency = new Semaphore(source.maximumConcurrency());
        this.poller = Thread.ofVirtual().name("mapping-" + source.function()).unstarted(this::pollUntilClosed);
    }

    public void start() {
        poller.start();
    }

    @Override
    public void close() {
        open = false;
        poller.interrupt();
    }

    private void pollUntilClosed() {
        while (open) {
            try {
                concurrency.acquire();
                poll();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                concurrency.release();
                pauseAfter(e);
            }
        }
    }

    private void poll() {
        ObjectNode request = Json.object()
                .put("QueueUrl", source.queueUrl())
                .put("MaxNumberOfMessages", source.batchSize())
                .put("WaitTimeSeconds", POLL_SECONDS);
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        JsonNode messages = queues.call("AmazonSQS.ReceiveMessage", request).path("Messages");
        if (messages.isEmpty()) {
            concurrency.release();
            return;
        }
        metering.count("mapping:" + source.function(), "sqs", "ReceiveMessage", 1);
        Thread.ofVirtual().name("batch-" + source.function()).start(() -> {
            try {
                run(messages);
            } finally {
                concurrency.release();
            }
        });
    }

    private void run(JsonNode messages) {
        Outcome outcome;
        try {
            outcome = functions.invoke(source.function(), eventOf(messages).toString());
        } catch (RuntimeException e) {
            outcome = new Outcome.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
        switch (outcome) {
            case Outcome.Answered(String json) -> deleteAllBut(failed(json, messages), messages);
            case Outcome.Failed(String type, String message) ->
                log.accept(source.function() + ": batch failed with " + type + ": " + message);
            case Outcome.TimedOut() -> log.accept(source.function() + ": batch timed out");
        }
    }

    private ObjectNode eventOf(JsonNode messages) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        for (JsonNode message : messages) {
            ObjectNode record = Json.object()
                    .put("messageId", message.path("MessageId").asText())
                    .put("receiptHandle", message.path("ReceiptHandle").asText())
                    .put("body", message.path("Body").asText())
                    .put("md5OfBody", message.path("MD5OfBody").asText())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", source.queueArn())
                    .put("awsRegion", "eu-central-1");
            record.set(
                    "attributes", message.path("Attributes").isObject() ? message.path("Attributes") : Json.object());
            record.putObject("messageAttributes");
            records.add(record);
        }
        return event;
    }

    /** An answer that names a message which was not in the batch fails the whole batch, as on AWS. */
    private Set<String> failed(String answer, JsonNode messages) {
        if (!source.partial()) {
            return Set.of();
        }
        Set<String> failed = new HashSet<>();
        Json.read(answer)
                .path("batchItemFailures")
                .forEach(item -> failed.add(item.path("itemIdentifier").asText("")));
        List<String> all = StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.path("MessageId").asText())
                .toList();
        return all.containsAll(failed) ? failed : Set.copyOf(all);
    }

    private void deleteAllBut(Set<String> failed, JsonNode messages) {
        for (JsonNode message : messages) {
            if (!failed.contains(message.path("MessageId").asText())) {
                metering.count("mapping:" + source.function(), "sqs", "DeleteMessage", 1);
                queues.call(
                        "AmazonSQS.DeleteMessage",
                        Json.object()
                                .put("QueueUrl", source.queueUrl())
                                .put(
                                        "ReceiptHandle",
                                        message.path("ReceiptHandle").asText()));
            }
        }
        if (!failed.isEmpty()) {
            log.accept(source.function() + ": " + failed.size() + " of " + messages.size() + " messages failed");
        }
    }

    private void pauseAfter(RuntimeException e) {
        if (!open) {
            return;
        }
        log.accept("mapping of " + source.function() + ": " + e);
        try {
            Thread.sleep(1000);
        } catch (InterruptedException interrupted) {
            open = false;
        }
    }
}
