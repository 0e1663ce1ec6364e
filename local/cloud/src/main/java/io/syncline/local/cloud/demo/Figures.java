package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * What a demo run measured.
 *
 * @param events jobs that stood in the calendars after the first sync, counted at the providers
 * @param pushed items that runs wrote to calendars, as the API counts them
 * @param pulled items that runs wrote to jobs, as the API counts them
 * @param conflicts open ones in the end, as the API counts them
 * @param lost edits, jobs and events that are not as they have to be
 * @param duplicated events that nobody made
 * @param idleWrites to providers or jobs while nobody changed anything
 * @param firstSyncSeconds from choosing the calendars until both were in step
 * @param oauthSeconds the slower of both connections
 * @param peakHeapBytes the largest live set of the process that syncs
 * @param awsRequests by service
 */
record Figures(
        long events,
        long pushed,
        long pulled,
        long conflicts,
        long lost,
        long duplicated,
        long idleWrites,
        double firstSyncSeconds,
        double oauthSeconds,
        long peakHeapBytes,
        Map<String, Long> awsRequests) {

    private static final double MEGABYTE = 1024.0 * 1024.0;

    boolean flawless() {
        return lost == 0 && duplicated == 0 && idleWrites == 0;
    }

    double peakHeapMb() {
        return peakHeapBytes / MEGABYTE;
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("events", events)
                .put("pushed", pushed)
                .put("pulled", pulled)
                .put("conflicts", conflicts)
                .put("lost", lost)
                .put("duplicated", duplicated)
                .put("idleWrites", idleWrites)
                .put("firstSyncSeconds", rounded(firstSyncSeconds, 2))
                .put("oauthSeconds", rounded(oauthSeconds, 2))
                .put("peakHeapMb", rounded(peakHeapMb(), 1));
        json.set("awsRequests", Json.of(awsRequests));
        return json;
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
