package io.syncline.syncplanner;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.syncline.aws.start.Logs;
import io.syncline.calendar.PlanSync;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every minute; answers with how many calendars it woke. */
public final class SyncPlannerFunction implements RequestHandler<Map<String, Object>, Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(SyncPlannerFunction.class);

    private final PlanSync planSync;

    public SyncPlannerFunction() {
        this(System.getenv());
    }

    /** The function with an environment other than the process's. */
    public SyncPlannerFunction(Map<String, String> environment) {
        this.planSync = Wiring.planSync(environment);
    }

    @Override
    public Integer handleRequest(Map<String, Object> tick, Context context) {
        return Logs.within(context, this::plan);
    }

    private Integer plan() {
        int woken = planSync.run();
        LOG.info("Woke {} calendars", woken);
        return woken;
    }
}
