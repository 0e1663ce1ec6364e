package io.syncline.aws.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.Table;
import io.syncline.token.Alarms.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoAlarmsTest {

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final Table table = table(LocalDynamo.trafficTable());
    private final Recording recording = new Recording();

    @BeforeEach
    void listen() {
        recording.start();
        logger().addAppender(recording);
    }

    @AfterEach
    void listenNoMore() {
        logger().removeAppender(recording);
    }

    @Test
    void F5_an_alarm_is_a_line_that_a_metric_filter_can_count_and_is_raised_once_in_an_hour() {
        for (int worker = 0; worker < 5; worker++) {
            new DynamoAlarms(table, clock).raise(Kind.CLIENT_REFUSED, "google", "Google refuses the client.");
        }
        assertThat(recording.errors()).singleElement().satisfies(line -> {
            assertThat(line.getContextData().<String>getValue("alarm")).isEqualTo("client-refused");
            assertThat(line.getContextData().<String>getValue("about")).isEqualTo("google");
            assertThat(line.getMessage().getFormattedMessage()).isEqualTo("Google refuses the client.");
        });
        clock.goOn(Duration.ofHours(1));
        new DynamoAlarms(table, clock).raise(Kind.CLIENT_REFUSED, "google", "Google refuses the client.");
        assertThat(recording.errors()).hasSize(2);
    }

    @Test
    void alarms_about_other_things_are_other_alarms() {
        DynamoAlarms alarms = new DynamoAlarms(table, clock);
        alarms.raise(Kind.TOKENS_LOST, "acme/c_1", "lost");
        alarms.raise(Kind.TOKENS_LOST, "acme/c_2", "lost");
        alarms.raise(Kind.SEAL_BROKEN, "acme/c_1", "broken");
        assertThat(recording.errors()).hasSize(3);
    }

    @Test
    void where_nobody_knows_what_was_told_everything_is() {
        DynamoAlarms alarms = new DynamoAlarms(table("there-is-no-such-table"), clock);
        alarms.raise(Kind.TOKENS_LOST, "acme/c_1", "lost");
        alarms.raise(Kind.TOKENS_LOST, "acme/c_1", "lost");
        assertThat(recording.errors()).hasSize(2);
    }

    private static Table table(String name) {
        return new Table(LocalDynamo.client(), name, Backoff.standard(RandomGenerator.getDefault()));
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(DynamoAlarms.class);
    }

    private static final class Recording extends AbstractAppender {
        private final List<LogEvent> events = new CopyOnWriteArrayList<>();

        Recording() {
            super("recording", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }

        List<LogEvent> errors() {
            return events.stream()
                    .filter(event -> event.getLevel().equals(Level.ERROR))
                    .toList();
        }
    }
}
