package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The channel that a watch request asks for.
 *
 * @param expiration when it ends, shortened to what the provider gives
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/watch">Events: watch</a>
 */
record GoogleChannelDraft(String id, String address, Optional<String> token, Instant expiration) {

    private static final Duration DEFAULT_LIFE = Duration.ofDays(7);
    private static final int LONGEST_TOKEN = 256;

    /**
     * Reads a request's body.
     *
     * @throws io.syncline.local.providers.http.Refusal for what Google answers with 400
     */
    static GoogleChannelDraft of(ObjectNode sent, Instant now, Duration longest) {
        return new GoogleChannelDraft(id(sent), address(sent), token(sent), expiration(sent, now, longest));
    }

    private static String id(ObjectNode sent) {
        var id = Json.text(sent, "id").orElseThrow(() -> GoogleError.required("entity.id: Required"));
        if (!id.matches("[A-Za-z0-9\\-_+/=]{1,64}")) {
            throw GoogleError.of(400, "channelIdInvalid", "Invalid channel id").refusal();
        }
        return id;
    }

    private static String address(ObjectNode sent) {
        if (Json.text(sent, "type").filter(type -> type.matches("web_?hook")).isEmpty()) {
            throw GoogleError.invalid("Unknown channel type.");
        }
        var address = Json.text(sent, "address").orElseThrow(() -> GoogleError.required("entity.address: Required"));
        if (!isSafe(address)) {
            throw GoogleError.of(400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + address)
                    .refusal();
        }
        return address;
    }

    /** HTTPS; on this machine nobody has a certificate. */
    private static boolean isSafe(String address) {
        try {
            var uri = URI.create(address);
            var host = Optional.ofNullable(uri.getHost()).orElse("");
            return !host.isEmpty()
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && host.matches("localhost|127\\.0\\.0\\.1")));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Optional<String> token(ObjectNode sent) {
        var token = Json.text(sent, "token");
        if (token.filter(text -> text.length() > LONGEST_TOKEN).isPresent()) {
            throw GoogleError.invalid("The channel token is longer than " + LONGEST_TOKEN + " characters.");
        }
        return token;
    }

    private static Instant expiration(ObjectNode sent, Instant now, Duration longest) {
        var wanted = sent.hasNonNull("expiration")
                ? Instant.ofEpochMilli(number(sent.path("expiration")))
                : now.plusSeconds(
                        sent.at("/params/ttl").isMissingNode()
                                ? DEFAULT_LIFE.toSeconds()
                                : number(sent.at("/params/ttl")));
        if (!wanted.isAfter(now)) {
            throw GoogleError.invalid("The channel's expiration lies in the past.");
        }
        var latest = now.plus(longest);
        return wanted.isAfter(latest) ? latest : wanted;
    }

    /** The API's 64-bit numbers are texts in JSON, and clients send either. */
    private static long number(JsonNode node) {
        if (!node.asText().matches("-?\\d{1,15}")) {
            throw GoogleError.invalid("Invalid number: " + node.asText());
        }
        return Long.parseLong(node.asText());
    }
}
