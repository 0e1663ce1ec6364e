package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts AWS requests by function, service and action, and estimates what they would have cost. */
public final class Metering {

    /**
     * US dollars per million, list prices of us-east-1 without free tier, read in 2026 from the public pages: DynamoDB
     * on demand 0.625 a million writes and 0.125 a million reads, SQS 0.50 (FIFO), KMS 3, Secrets Manager 5,
     * EventBridge 1, S3 5 a million writes and lists and 0.40 a million reads, HTTP API 1, Lambda 0.20 and 13.33 a million GB-seconds (arm64). Items over 1 kB (written) or 4 kB
     * (read) cost more than this counts.
     */
    private static final Map<String, Double> PER_MILLION = Map.of(
            "dynamodb:write", 0.625,
            "dynamodb:read", 0.125,
            "s3:write", 5.0,
            "s3:read", 0.4,
            "sqs", 0.5,
            "kms", 3.0,
            "secretsmanager", 5.0,
            "events", 1.0,
            "execute-api", 1.0,
            "lambda", 0.2);

    private static final double PER_MILLION_GB_SECONDS = 13.3334;

    private final Map<Use, Tally> tallies = new ConcurrentHashMap<>();
    private final LongAdder megabyteMillis = new LongAdder();

    /** Who asked what of whom. */
    private record Use(String caller, String service, String action) {
        String priceKey() {
            if (service.equals("s3")) {
                return action.startsWith("Get") || action.startsWith("Head") ? "s3:read" : "s3:write";
            }
            if (!service.equals("dynamodb")) {
                return service;
            }
            boolean reads = action.contains("Get") || action.equals("Query") || action.equals("Scan");
            return reads ? "dynamodb:read" : "dynamodb:write";
        }
    }

    private record Tally(LongAdder requests, LongAdder units) {}

    /** Counts a request that is billed as so many units. */
    public void count(String caller, String service, String action, int units) {
        Tally tally = tallies.computeIfAbsent(
                new Use(caller, service, action), use -> new Tally(new LongAdder(), new LongAdder()));
        tally.requests().increment();
        tally.units().add(units);
    }

    /** Counts an invocation and the memory that it held while it ran. */
    public void countInvocation(String function, int memoryMegabytes, long millis) {
        count(function, "lambda", "Invoke", 1);
        megabyteMillis.add(memoryMegabytes * millis);
    }

    /** Starts again at nothing. */
    public void reset() {
        tallies.clear();
        megabyteMillis.reset();
    }

    public long total() {
        return tallies.values().stream()
                .mapToLong(tally -> tally.requests().sum())
                .sum();
    }

    /** Requests by service and action: {@code {"dynamodb": {"GetItem": 12}}}. */
    public JsonNode requests() {
        Map<String, Map<String, Long>> byService = new TreeMap<>();
        tallies.forEach((use, tally) -> byService
                .computeIfAbsent(use.service(), service -> new TreeMap<>())
                .merge(use.action(), tally.requests().sum(), Long::sum));
        return Json.of(byService);
    }

    /** Everything: the total, by service, by function, Lambda's GB-seconds and an estimate in US dollars. */
    public JsonNode report() {
        Map<String, Map<String, Long>> byFunction = new TreeMap<>();
        tallies.forEach((use, tally) -> byFunction
                .computeIfAbsent(use.caller(), caller -> new TreeMap<>())
                .merge(use.service() + ":" + use.action(), tally.requests().sum(), Long::sum));
        ObjectNode report = Json.object().put("total", total());
        report.set("byService", requests());
        report.set("byFunction", Json.of(byFunction));
        report.put("gbSeconds", Math.round(gbSeconds() * 1000) / 1000.0);
        report.put("estimatedUsd", Math.round(estimatedUsd() * 1e6) / 1e6);
        return report;
    }

    public double estimatedUsd() {
        double requests = tallies.entrySet().stream()
                .mapToDouble(entry -> entry.getValue().units().sum()
                        * PER_MILLION.getOrDefault(entry.getKey().priceKey(), 0.0)
                        / 1e6)
                .sum();
        return requests + gbSeconds() * PER_MILLION_GB_SECONDS / 1e6;
    }

    private double gbSeconds() {
        return megabyteMillis.sum() / 1024.0 / 1000.0;
    }
}
