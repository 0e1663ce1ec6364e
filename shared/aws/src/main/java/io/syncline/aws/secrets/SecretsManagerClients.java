package io.syncline.aws.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.connection.Provider;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Client credentials of the providers, from one secret:
 * {@code {"google":{"clientId":…,"clientSecret":…},"microsoft":{…}}}; an empty id means that the provider is not
 * offered.
 *
 * <p>They are remembered for five minutes; while Secrets Manager is down, the remembered ones are used on.
 */
public final class SecretsManagerClients {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsManagerClients.class);
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final SecretsManagerClient secrets;
    private final String secretId;
    private final InstantSource clock;
    private Optional<Map<Provider, ClientCredentials>> held = Optional.empty();
    private Instant until = Instant.MIN;

    public SecretsManagerClients(SecretsManagerClient secrets, String secretId, InstantSource clock) {
        this.secrets = secrets;
        this.secretId = secretId;
        this.clock = clock;
    }

    /**
     * The credentials at a provider, or nothing where it is not offered.
     *
     * @throws IllegalStateException where the secret is not what it should be, or was never read and cannot be now
     */
    public synchronized Optional<ClientCredentials> of(Provider provider) {
        if (held.isEmpty() || !clock.instant().isBefore(until)) {
            refresh();
        }
        return held.flatMap(all -> Optional.ofNullable(all.get(provider)));
    }

    private void refresh() {
        try {
            held = Optional.of(parsed(secrets.getSecretValue(request -> request.secretId(secretId))
                    .secretString()));
        } catch (SdkException e) {
            if (held.isEmpty()) {
                throw new IllegalStateException("The providers' credentials cannot be read from Secrets Manager", e);
            }
            LOG.warn("The providers' credentials cannot be read now; the ones read before are used on", e);
        }
        until = clock.instant().plus(LIFE);
    }

    private static Map<Provider, ClientCredentials> parsed(String text) {
        JsonNode json = tree(text);
        Map<Provider, ClientCredentials> all = new EnumMap<>(Provider.class);
        for (Provider provider : Provider.values()) {
            String id = json.path(provider.word()).path("clientId").asText("");
            String secret = json.path(provider.word()).path("clientSecret").asText("");
            if (!id.isBlank() && !secret.isBlank()) {
                all.put(provider, new ClientCredentials(id.strip(), Secret.of(secret.strip())));
            }
        }
        return all;
    }

    private static JsonNode tree(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Without cause: a parser's message may quote the secret.
            throw new IllegalStateException(
                    "The secret with the providers' credentials is no JSON at " + e.getLocation());
        }
    }
}
