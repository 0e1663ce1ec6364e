package io.syncline.aws.alarm;

import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.Table;
import io.syncline.token.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Alarms as lines of the log with the field {@code alarm} ({@code client-refused}, {@code tokens-lost},
 * {@code seal-broken}), which a metric filter counts.
 *
 * <p>The traffic table remembers for an hour what was told: {@code key = alarm#<kind>#<about>}, {@code until} (epoch
 * milliseconds). While it is down everything is told.
 */
public final class DynamoAlarms implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoAlarms.class);
    private static final Duration TOLD_FOR = Duration.ofHours(1);
    private static final int LONGEST = 500;

    private final Table table;
    private final InstantSource clock;

    public DynamoAlarms(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void raise(Kind kind, String about, String sentence) {
        if (isNews(kind, about)) {
            try (MDC.MDCCloseable _ = MDC.putCloseable("alarm", word(kind));
                    MDC.MDCCloseable _ = MDC.putCloseable("about", about)) {
                LOG.error("{}", sentence);
            }
        }
    }

    private boolean isNews(Kind kind, String about) {
        Instant now = clock.instant();
        Instant until = now.plus(TOLD_FOR);
        String key = "alarm#" + word(kind) + '#' + about;
        Item item = Item.whole()
                .put("key", key.substring(0, Math.min(key.length(), LONGEST)))
                .put("until", until.toEpochMilli())
                .put("expiresAt", until.getEpochSecond());
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item.attributes())
                            .conditionExpression("attribute_not_exists(#key) OR #until <= :now")
                            .expressionAttributeNames(Map.of("#key", "key", "#until", "until"))
                            .expressionAttributeValues(
                                    Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (RuntimeException e) {
            LOG.warn("It is not known whether an alarm was raised already; it is raised", e);
            return true;
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
