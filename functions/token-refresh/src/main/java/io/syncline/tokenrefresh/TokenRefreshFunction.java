package io.syncline.tokenrefresh;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.syncline.authorisation.FinishConnections;
import io.syncline.aws.queue.RefreshOrderMessage;
import io.syncline.aws.queue.RefreshOrderMessage.Parsed;
import io.syncline.aws.start.Logs;
import io.syncline.aws.start.Priming;
import io.syncline.token.PlanRefresh;
import io.syncline.token.RefreshOrder;
import io.syncline.token.RefreshTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Called by the clock every minute and by the queue. The clock plans: it finds whose tokens end soon and orders their
 * refresh, and it finishes what connections still owe (telling owners, ending grants). The queue brings the orders.
 */
public final class TokenRefreshFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRefreshFunction.class);

    private final PlanRefresh planRefresh;
    private final FinishConnections finishConnections;
    private final RefreshTokens refreshTokens;

    public TokenRefreshFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(() -> RefreshOrderMessage.parse("{}"));
    }

    /** The function with an environment other than the process's. */
    public TokenRefreshFunction(Map<String, String> environment) {
        Wiring wiring = Wiring.of(environment);
        this.planRefresh = wiring.planRefresh();
        this.finishConnections = wiring.finishConnections();
        this.refreshTokens = wiring.refreshTokens();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return Logs.within(context, () -> event.get("Records") instanceof List<?> messages ? work(messages) : plan());
    }

    private Map<String, Object> plan() {
        List<RuntimeException> faults = finishConnections.run();
        faults.forEach(fault -> LOG.error("A connection is still unfinished; it is tried again", fault));
        int due = planRefresh.run();
        LOG.info("{} tokens are due", due);
        return Map.of("due", due, "unfinished", faults.size());
    }

    /** In a FIFO queue nothing behind a failure may overtake it. */
    private Map<String, Object> work(List<?> messages) {
        List<Map<String, String>> failures = new ArrayList<>();
        for (Object message : messages) {
            String id = text(message, "messageId");
            if (!failures.isEmpty() || !succeeds(text(message, "body"))) {
                failures.add(Map.of("itemIdentifier", id));
            }
        }
        return Map.of("batchItemFailures", failures);
    }

    private boolean succeeds(String body) {
        return switch (RefreshOrderMessage.parse(body)) {
            case Parsed.Understood(RefreshOrder order) -> Logs.about(order.organisation(), () -> refreshed(order));
            case Parsed.Unreadable(String reason) -> {
                LOG.error("A message is given up: {}", reason);
                yield false;
            }
        };
    }

    private boolean refreshed(RefreshOrder order) {
        try {
            LOG.info("Refreshed: {}", refreshTokens.run(order));
            return true;
        } catch (RuntimeException e) {
            LOG.error("An order to refresh failed; its message comes back", e);
            return false;
        }
    }

    private static String text(Object message, String member) {
        return message instanceof Map<?, ?> map && map.get(member) instanceof String text ? text : "";
    }
}
