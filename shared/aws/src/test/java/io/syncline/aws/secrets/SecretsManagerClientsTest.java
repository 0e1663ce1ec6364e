package io.syncline.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.connection.Provider;
import io.syncline.token.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretsManagerClientsTest {

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final FakeSecrets secrets = new FakeSecrets();
    private final SecretsManagerClients clients = new SecretsManagerClients(secrets, "providers", clock);

    @Test
    void a_provider_without_id_is_not_offered() {
        secrets.text = "{\"google\":{\"clientId\":\"id\",\"clientSecret\":\"s3cret\"},"
                + "\"microsoft\":{\"clientId\":\"\",\"clientSecret\":\"\"}}";
        assertThat(clients.of(Provider.GOOGLE)).contains(new ClientCredentials("id", Secret.of("s3cret")));
        assertThat(clients.of(Provider.MICROSOFT)).isEmpty();
        assertThat(secrets.reads).isEqualTo(1);
    }

    @Test
    void a_changed_secret_is_seen_after_five_minutes() {
        secrets.text = "{\"google\":{\"clientId\":\"old\",\"clientSecret\":\"s\"}}";
        assertThat(clients.of(Provider.GOOGLE).orElseThrow().clientId()).isEqualTo("old");
        secrets.text = "{\"google\":{\"clientId\":\"new\",\"clientSecret\":\"s\"}}";
        clock.goOn(Duration.ofSeconds(299));
        assertThat(clients.of(Provider.GOOGLE).orElseThrow().clientId()).isEqualTo("old");
        clock.goOn(Duration.ofSeconds(1));
        assertThat(clients.of(Provider.GOOGLE).orElseThrow().clientId()).isEqualTo("new");
    }

    @Test
    void while_the_service_is_down_what_was_read_is_used_on() {
        secrets.text = "{\"google\":{\"clientId\":\"id\",\"clientSecret\":\"s\"}}";
        assertThat(clients.of(Provider.GOOGLE)).isPresent();
        secrets.down = true;
        clock.goOn(Duration.ofHours(1));
        assertThat(clients.of(Provider.GOOGLE)).isPresent();
    }

    @Test
    void what_was_never_read_is_an_outage_and_not_a_missing_provider() {
        secrets.down = true;
        assertThatThrownBy(() -> clients.of(Provider.GOOGLE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_secret_that_is_no_json_is_not_quoted() {
        secrets.text = "{\"google\":{\"clientId\":\"id\",\"clientSecret\":s3cret}}";
        assertThatThrownBy(() -> clients.of(Provider.GOOGLE))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("s3cret");
    }

    private static final class FakeSecrets implements SecretsManagerClient {
        private String text = "{}";
        private boolean down;
        private int reads;

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            reads++;
            if (down) {
                throw SdkClientException.create("Connection refused");
            }
            return GetSecretValueResponse.builder().secretString(text).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            down = true;
        }
    }
}
