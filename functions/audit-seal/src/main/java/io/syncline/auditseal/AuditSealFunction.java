package io.syncline.auditseal;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.syncline.audit.SealTrail;
import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.start.Logs;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Organisations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Called by the clock every five minutes: seals the end of each trail that moved. Called by an operator with
 * {@code {"verify": "<organisation>"}}: verifies a trail, {@code _installation} being the installation's own.
 */
public final class AuditSealFunction implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(AuditSealFunction.class);

    private final Organisations organisations;
    private final SealTrail sealTrail;
    private final VerifyTrail verifyTrail;

    public AuditSealFunction() {
        this(System.getenv());
    }

    /** The function with an environment other than the process's. */
    public AuditSealFunction(Map<String, String> environment) {
        Wiring wiring = Wiring.of(environment);
        this.organisations = wiring.organisations();
        this.sealTrail = wiring.sealTrail();
        this.verifyTrail = wiring.verifyTrail();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> tick, Context context) {
        return Logs.within(context, () -> tick.get("verify") instanceof String name ? verify(name) : sealAll());
    }

    private Map<String, Object> verify(String name) {
        return switch (verifyTrail.run(new OrganisationId(name))) {
            case Verdict.Intact intact ->
                Map.of("intact", true, "entries", intact.entries(), "sealed", intact.sealed());
            case Verdict.Broken broken ->
                Map.of(
                        "intact", false,
                        "sequence", broken.sequence(),
                        "damage", broken.damage().word(),
                        "explanation", broken.explanation());
        };
    }

    /** One that cannot be sealed does not keep the others unsealed, but the call fails, which raises the alarm. */
    private Map<String, Object> sealAll() {
        List<OrganisationId> all = new ArrayList<>(organisations.all());
        all.add(OrganisationId.INSTALLATION);
        int sealed = 0;
        List<RuntimeException> faults = new ArrayList<>();
        for (OrganisationId organisation : all) {
            try {
                sealed += Logs.about(organisation, () -> sealTrail.run(organisation))
                                .isPresent()
                        ? 1
                        : 0;
            } catch (RuntimeException e) {
                LOG.error("The trail of {} could not be sealed", organisation.value(), e);
                faults.add(e);
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.size() + " trails could not be sealed", faults.getFirst());
        }
        return Map.of("sealed", sealed, "trails", all.size());
    }
}
