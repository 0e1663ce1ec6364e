package io.syncline.keyrotation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.syncline.audit.Actor;
import io.syncline.authorisation.ManageKeyrings;
import io.syncline.authorisation.RemoveOrganisation;
import io.syncline.aws.start.Logs;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Organisations;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.ReportKeys;
import io.syncline.token.RotateKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Called by the clock every five minutes: begins to change keys that are old, goes on with what is under way, and
 * finishes to remove organisations. Called by an operator with a {@link Command}.
 */
public final class KeyRotationFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotationFunction.class);
    private static final Actor SCHEDULE = Actor.function("key-rotation");
    private static final Actor OPERATOR = Actor.operator("command");
    /** An organisation of some thousand accounts takes less. */
    private static final Duration ENOUGH_FOR_ONE = Duration.ofSeconds(60);

    private final Organisations organisations;
    private final ManageKeyrings manageKeyrings;
    private final RotateKeys rotateKeys;
    private final ReportKeys reportKeys;
    private final RemoveOrganisation removeOrganisation;

    public KeyRotationFunction() {
        this(System.getenv());
    }

    /** The function with an environment other than the process's. */
    public KeyRotationFunction(Map<String, String> environment) {
        Wiring wiring = Wiring.of(environment);
        this.organisations = wiring.organisations();
        this.manageKeyrings = wiring.manageKeyrings();
        this.rotateKeys = wiring.rotateKeys();
        this.reportKeys = wiring.reportKeys();
        this.removeOrganisation = wiring.removeOrganisation();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return Logs.within(context, () -> answer(Command.of(event), context));
    }

    private Map<String, Object> answer(Command command, Context context) {
        return switch (command) {
            case Command.Tick _ -> tick(context);
            case Command.Rotate(OrganisationId organisation) ->
                Logs.about(organisation, () -> shown(rotateKeys.begin(organisation, OPERATOR)));
            case Command.Report(OrganisationId organisation) -> Logs.about(organisation, () -> report(organisation));
            case Command.Remove(OrganisationId organisation) ->
                Logs.about(organisation, () -> shown(removeOrganisation.run(organisation, OPERATOR)));
            case Command.Readmit(OrganisationId organisation) -> Logs.about(organisation, () -> readmit(organisation));
            case Command.Unreadable(String reason) -> Map.of("error", reason);
        };
    }

    /** Trouble with one organisation does not keep the others waiting; what is left is taken up by the next tick. */
    private Map<String, Object> tick(Context context) {
        int done = 0;
        int failed = 0;
        for (OrganisationId organisation : organisations.all()) {
            if (context.getRemainingTimeInMillis() < ENOUGH_FOR_ONE.toMillis()) {
                break;
            }
            if (Logs.about(organisation, () -> succeeds(() -> manageKeyrings.run(organisation, SCHEDULE)))) {
                done++;
            } else {
                failed++;
            }
        }
        return Map.of("organisations", done, "failed", failed);
    }

    private static boolean succeeds(Supplier<String> work) {
        try {
            String done = work.get();
            if (!done.isEmpty()) {
                LOG.info("{}", done);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.error("The keys of an organisation could not be looked after; it is tried again", e);
            return false;
        }
    }

    private Map<String, Object> readmit(OrganisationId organisation) {
        manageKeyrings.readmit(organisation, OPERATOR);
        return Map.of("organisation", organisation.value(), "standing", "open");
    }

    private static Map<String, Object> shown(RotateKeys.Progress progress) {
        return Map.of("phase", progress.phase().name(), "resealed", progress.resealed());
    }

    private static Map<String, Object> shown(RemoveOrganisation.Progress progress) {
        return Map.of(
                "disconnected", progress.disconnected(),
                "waiting", progress.waiting(),
                "keysDestroyed", progress.shredded());
    }

    private Map<String, Object> report(OrganisationId organisation) {
        return reportKeys
                .run(organisation)
                .map(KeyRotationFunction::shown)
                .orElseGet(() -> Map.of("error", "The organisation never had keys."));
    }

    private static Map<String, Object> shown(ReportKeys.Report report) {
        List<Map<String, Object>> keys = report.keys().stream()
                .map(line -> Map.<String, Object>of(
                        "key", line.key().hex(),
                        "createdAt", line.createdAt().toString(),
                        "primary", line.primary(),
                        "rows", line.rows()))
                .toList();
        Map<String, Object> orphans = new TreeMap<>();
        report.orphans().forEach((KeyId key, Long rows) -> orphans.put(key.hex(), rows));
        return Map.of(
                "organisation", report.organisation().value(),
                "standing", report.standing().name(),
                "keys", keys,
                "orphans", orphans,
                "opensAnything", report.opensAnything());
    }
}
