package io.syncline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a service of a connection is doing, as a table. */
class HealthTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T09:30:00Z");
    private static final Connection CALENDAR =
            Samples.connection(new OrganisationId("acme"), new UserId("tess"), "account-1");
    private static final Trouble TROUBLE = new Trouble("Google does not answer.", SINCE, SINCE.plusSeconds(60));

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(CALENDAR, Service.CALENDAR, new Health.Healthy()),
                Arguments.of(CALENDAR, Service.CALENDAR_READ, new Health.Healthy()),
                Arguments.of(CALENDAR, Service.MAIL, new Health.SwitchedOff()),
                Arguments.of(
                        CALENDAR.requesting(Set.of(Service.CALENDAR, Service.MAIL)),
                        Service.MAIL,
                        new Health.NotGranted()),
                Arguments.of(
                        CALENDAR.requesting(Set.of(Service.CALENDAR_READ)), Service.CALENDAR, new Health.SwitchedOff()),
                Arguments.of(
                        CALENDAR.granting(Set.of(Service.CALENDAR_READ)), Service.CALENDAR, new Health.NotGranted()),
                Arguments.of(
                        CALENDAR.granting(Set.of(Service.CALENDAR_READ)), Service.CALENDAR_READ, new Health.Healthy()),
                Arguments.of(
                        CALENDAR.troubledBy(Optional.of(TROUBLE)),
                        Service.CALENDAR,
                        new Health.Degraded("Google does not answer.", SINCE, SINCE.plusSeconds(60))),
                Arguments.of(CALENDAR.troubledBy(Optional.of(TROUBLE)), Service.MAIL, new Health.SwitchedOff()),
                Arguments.of(
                        CALENDAR.with(new ConnectionState.NeedsReconnect("Again.", SINCE, Optional.empty())),
                        Service.CALENDAR,
                        new Health.NeedsReconnect("Again.", SINCE)),
                Arguments.of(
                        CALENDAR.with(new ConnectionState.NeedsAdministrator("Ask.", SINCE)),
                        Service.MAIL,
                        new Health.NeedsAdministrator("Ask.", SINCE)),
                Arguments.of(
                        CALENDAR.with(new ConnectionState.Disconnected(SINCE)),
                        Service.CALENDAR,
                        new Health.Disconnected(SINCE)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void each_service_has_the_health_that_its_connection_gives_it(
            Connection connection, Service service, Health health) {
        assertThat(Health.of(connection, service)).isEqualTo(health);
        assertThat(connection.may(service))
                .isEqualTo(health instanceof Health.Healthy || health instanceof Health.Degraded);
    }
}
