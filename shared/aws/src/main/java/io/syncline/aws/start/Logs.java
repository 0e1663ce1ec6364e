package io.syncline.aws.start;

import com.amazonaws.services.lambda.runtime.Context;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.function.Supplier;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** What stands in every line of a log: the invocation, and whom the work is for. Never anything secret. */
public final class Logs {

    private Logs() {}

    /** Does the work of one invocation: its lines carry the function and the request id. */
    public static <T> T within(Context context, Supplier<T> work) {
        return PowertoolsLogging.withLogging(context, work);
    }

    /** Does work for an organisation. */
    public static <T> T about(OrganisationId organisation, Supplier<T> work) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("organisation", organisation.value())) {
            return work.get();
        }
    }

    /** Does work for a connection. */
    public static <T> T about(OrganisationId organisation, ConnectionId connection, Supplier<T> work) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("connection", connection.value())) {
            return about(organisation, work);
        }
    }

    /** Does the work of one run. */
    public static <T> T ofRun(String run, Supplier<T> work) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("run", run)) {
            return work.get();
        }
    }
}
