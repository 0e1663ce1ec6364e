package io.syncline.tests.load;

import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * One instance of a function, as warm or cold as it was used: clients, adapters and caches of its own, and exactly the
 * function's environment and role. Nothing in memory is shared with another instance.
 */
public final class Worker {

    private final AwsAdapters aws;
    private final Environment environment;
    private final InstantSource clock;
    private Optional<Tokens> tokens = Optional.empty();

    private Worker(Map<String, String> variables, InstantSource clock) {
        this.environment = new Environment(variables);
        this.clock = clock;
        this.aws = new AwsAdapters(environment, new AwsClients(environment), clock, new SecureRandom());
    }

    /** An instance in this process. */
    public static Worker of(LocalCloud cloud, String function, InstantSource clock) {
        return new Worker(variables(cloud, function), clock);
    }

    /** An instance whose environment is that of its process. */
    public static Worker ofThisProcess(InstantSource clock) {
        return new Worker(System.getenv(), clock);
    }

    /** What the function finds in its environment, its credentials included. */
    public static Map<String, String> variables(LocalCloud cloud, String function) {
        Declared declared = new Declared(cloud.stack());
        Resource resource = declared.functions().stream()
                .filter(one -> Declared.name(one).equals(function))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + function));
        return declared.spec(resource, credentials(cloud, cloud.keyIdOf(function)))
                .environment();
    }

    static Map<String, String> credentials(LocalCloud cloud, String keyId) {
        return Map.of(
                "AWS_REGION",
                Stack.REGION,
                "AWS_ENDPOINT_URL",
                cloud.awsEndpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                keyId,
                "AWS_SECRET_ACCESS_KEY",
                "local");
    }

    /** What verifying the organisation's trail finds now. */
    public static Verdict verdict(LocalCloud cloud, OrganisationId organisation) {
        AwsAdapters aws = of(cloud, "audit-trail", InstantSource.system()).aws();
        return new VerifyTrail(aws.auditTrail(), aws.seals(), aws.sealSignatures()).run(organisation);
    }

    public AwsAdapters aws() {
        return aws;
    }

    /** For functions that read or renew tokens. */
    public synchronized Tokens tokens() {
        if (tokens.isEmpty()) {
            ProviderServers servers = new ProviderServers(environment, aws.providerClients(), clock);
            tokens = Optional.of(new Tokens(aws, servers, clock, new SecureRandom()));
        }
        return tokens.get();
    }
}
