package io.syncline.aws.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.identity.OrganisationId;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class StartTest {

    @Test
    void a_missing_variable_is_named() {
        Environment environment = new Environment(Map.of("SYNC_TABLE", " "));
        assertThatThrownBy(() -> environment.require("SYNC_TABLE"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SYNC_TABLE");
        assertThat(environment.find("SYNC_TABLE")).isEmpty();
    }

    @Test
    void an_environment_prints_names_only() {
        assertThat(new Environment(Map.of("AWS_SECRET_ACCESS_KEY", "s3cret")).toString())
                .isEqualTo("Environment[AWS_SECRET_ACCESS_KEY]");
    }

    @Test
    void two_functions_in_one_process_have_clients_of_their_own() {
        String table = LocalDynamo.connectionsTable();
        AwsAdapters one = adapters(Map.of("AWS_ACCESS_KEY_ID", "localtests", "CONNECTIONS_TABLE", table));
        assertThat(one.connections().ofOrganisation(new OrganisationId("acme"))).isEmpty();
        AwsAdapters other = adapters(Map.of("AWS_ACCESS_KEY_ID", "somebodyelse", "CONNECTIONS_TABLE", table));
        // DynamoDB Local keeps a database per access key, so the table is not there for another one.
        assertThatThrownBy(() -> other.connections().ofOrganisation(new OrganisationId("acme")))
                .hasMessageContaining("non-existent");
    }

    @Test
    void a_function_needs_only_the_variables_of_the_adapters_that_it_uses() {
        AwsAdapters adapters = adapters(Map.of("TRAFFIC_TABLE", LocalDynamo.trafficTable()));
        assertThat(adapters.leases()).isNotNull();
        assertThatThrownBy(adapters::jobs).hasMessageContaining("SYNC_TABLE");
    }

    @Test
    void priming_that_fails_stops_no_snapshot() {
        AtomicInteger primed = new AtomicInteger();
        Priming.beforeSnapshot(primed::incrementAndGet);
        assertThat(primed).as("nothing happens outside of Lambda").hasValue(0);
        Priming failing = new Priming(() -> {
            primed.incrementAndGet();
            throw new IllegalStateException("no network here");
        });
        failing.beforeCheckpoint(Core.getGlobalContext());
        assertThat(primed).hasValue(1);
    }

    private static AwsAdapters adapters(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", LocalDynamo.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "localtests",
                "AWS_SECRET_ACCESS_KEY", "secret"));
        all.putAll(variables);
        Environment environment = new Environment(all);
        return new AwsAdapters(environment, new AwsClients(environment), InMemoryClock.atNoon(), new SecureRandom());
    }
}
