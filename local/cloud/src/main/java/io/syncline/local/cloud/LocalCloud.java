package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsDoor;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.Invocations;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.aws.Metering;
import io.syncline.local.cloud.aws.Permissions;
import io.syncline.local.cloud.demo.Session;
import io.syncline.local.cloud.http.FrontDoor;
import io.syncline.local.cloud.http.JwtAuthorizer;
import io.syncline.local.cloud.http.Routes;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.identity.SignIn;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.cloud.lambda.FunctionRunner;
import io.syncline.local.cloud.lambda.FunctionSpec;
import io.syncline.local.cloud.lambda.Functions;
import io.syncline.local.cloud.lambda.InProcessFunction;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.cloud.lambda.QueueMapping;
import io.syncline.local.cloud.lambda.Schedule;
import io.syncline.local.cloud.server.Servers;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import io.syncline.local.cloud.template.Template;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs the template in this JVM: tables, queues, buckets, keys, secrets, bus, functions, schedules, routes, sign-in and the
 * simulated providers. What the template does not declare or does not permit is missing here too.
 */
public final class LocalCloud implements AutoCloseable {

    private static final String CLIENT_ID = "syncline-dashboard";
    private static final String AUDIENCE = "syncline";
    private static final String OPERATOR = "operator";

    private final LocalSettings settings;
    private final Consumer<Part> tell;
    private final Opened opened = new Opened();
    private final HttpServer originServer;
    private final LogFolder log;
    private final Metering metering = new Metering();
    private final String operatorKey = Credentials.newKeyId();
    private final Optional<SignIn> signIn;
    private final Providers providers;
    private final Backend backend;
    private final AwsDoor awsDoor;
    private final Stack stack;
    private final Functions functions;
    private final List<Schedule> schedules = new ArrayList<>();
    private final Queues queues;

    private LocalCloud(LocalSettings settings, Consumer<Part> tell) {
        this.settings = settings;
        this.tell = tell;
        this.originServer = Servers.listen(settings.port());
        opened.keep(() -> originServer.stop(0));
        this.log = opened.keep(LogFolder.open(logsOf(settings)));
        try (Starting starting = new Starting(opened)) {
            Future<Issuer> issuer = starting.begin(this::startSignIn);
            Future<Providers> simulated = starting.begin(this::startProviders);
            this.backend = opened.keep(startBackend(starting));
            this.awsDoor = opened.keep(new AwsDoor(backend.services(), metering, log::line));
            awsDoor.admit(operatorKey, OPERATOR, Permissions.ALL);
            backend.restServices().forEach(awsDoor::serve);
            this.signIn = starting.finish(issuer).signIn();
            this.providers = starting.finish(simulated);
            Template template = Template.read(settings.template());
            this.stack =
                    new Stack(template, parameters(template), awsDoor.address().toString());
            this.queues = new Queues(stack, backend.sqs());
            backend.provision(stack);
            tell.accept(new Part("aws", awsDoor.address().toString()));
            Declared declared = new Declared(stack);
            this.functions = opened.keep(new Functions(runners(declared, starting), metering));
            awsDoor.serve(
                    "lambda",
                    new Invocations(Stack.arn("lambda", "function:"), declared.names(), functions, log::line));
            startMappings(declared);
            startSchedules(declared);
            startFrontDoor(declared);
            letOperatorsIn();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A folder per port, so that a second one that runs does not empty the first one's. */
    private Path logsOf(LocalSettings chosen) {
        return chosen.work()
                .resolve("logs")
                .resolve(Integer.toString(originServer.getAddress().getPort()));
    }

    /** Somebody else's issuer leaves nothing to close. */
    private record Issuer(Optional<SignIn> signIn) implements AutoCloseable {
        @Override
        public void close() {
            signIn.ifPresent(SignIn::close);
        }
    }

    /** Starts everything; what is open is closed again when something fails. */
    public static LocalCloud start(LocalSettings settings) {
        return start(settings, part -> {});
    }

    /** Starts everything and tells each part as it comes up. */
    public static LocalCloud start(LocalSettings settings, Consumer<Part> tell) {
        return new LocalCloud(settings, tell);
    }

    /** The one origin of dashboard, API and callback, without a slash at its end. */
    public String origin() {
        return "http://localhost:" + originServer.getAddress().getPort();
    }

    /** The OIDC issuer that the API trusts. */
    public String issuer() {
        return signIn.map(SignIn::issuer).orElseGet(() -> settings.parameters().getOrDefault("OidcIssuer", ""));
    }

    /** An access token of a demo person, good for an hour. */
    public String tokenFor(DemoPerson person) {
        return tokenFor(TokenRequest.of(person));
    }

    /** Any access token, as good or bad as asked for. */
    public String tokenFor(TokenRequest request) {
        return signIn.map(issuer -> issuer.token(request))
                .orElseThrow(() -> new IllegalStateException("The issuer " + issuer() + " makes its tokens itself"));
    }

    /** A demo person at work: requests over HTTP with a token of their own. */
    public Session sessionOf(DemoPerson person) {
        return new Session(origin(), () -> tokenFor(person));
    }

    /** The simulated providers; there are none when both providers are real. */
    public ProviderSimulators simulators() {
        return providers.simulators().orElseThrow(() -> new NoSuchElementException("No provider is simulated"));
    }

    /** Where AWS is. */
    public URI awsEndpoint() {
        return awsDoor.address();
    }

    /** Calls a service of the AWS endpoint as the operator, who may do everything: for looking into tables and such. */
    public AwsCalls aws(String service) {
        return new AwsCalls(awsDoor.address(), service, operatorKey);
    }

    /** What goes wrong on purpose between the functions and AWS: nothing, until a test says so. */
    public AwsFaults faults() {
        return awsDoor.faults();
    }

    /**
     * The access key id of a function, to call AWS with exactly its role: for SDK clients of tests, with any secret.
     * It holds for the function as it was started here.
     */
    public String keyIdOf(String function) {
        return functions
                .named(function)
                .map(runner -> runner.spec().environment().getOrDefault("AWS_ACCESS_KEY_ID", ""))
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + function));
    }

    /** The access key id of the operator, who may do everything: for SDK clients of tests, with any secret. */
    public String operatorKeyId() {
        return operatorKey;
    }

    /** Calls a service of the AWS endpoint with exactly the role of a function. */
    public AwsCalls awsAs(String function, String service) {
        return new AwsCalls(awsDoor.address(), service, keyIdOf(function));
    }

    public Metering metering() {
        return metering;
    }

    /** The stack: names and addresses of everything that the template declares. */
    public Stack stack() {
        return stack;
    }

    /** The address of a queue or the name of a table by its logical id. */
    public String reference(String logicalId) {
        return stack.reference(stack.template()
                .resource(logicalId)
                .orElseThrow(() -> new IllegalArgumentException("The template has no " + logicalId)));
    }

    /** Runs an event through a function. */
    public Outcome invoke(String function, String event) {
        return functions.invoke(function, event);
    }

    /** A function that was started isolated, for its heap. */
    public Optional<IsolatedFunction> isolated(String function) {
        return functions
                .named(function)
                .filter(IsolatedFunction.class::isInstance)
                .map(IsolatedFunction.class::cast);
    }

    /** Puts an event on the stack's bus as somebody outside would. */
    public void putEvent(String source, String detailType, JsonNode detail) {
        String bus = stack.resources("AWS::Events::EventBus").stream()
                .map(stack::reference)
                .findFirst()
                .orElse("default");
        JsonNode entry = Json.object()
                .put("EventBusName", bus)
                .put("Source", source)
                .put("DetailType", detailType)
                .put("Detail", detail.toString());
        aws("events").call("AWSEvents.PutEvents", Json.object().set("Entries", Json.of(List.of(entry))));
    }

    /**
     * What functions and others have put on the stack's event bus, oldest first, in the form in which rules see it
     * ({@code source}, {@code detail-type}, {@code detail} …); the last 10,000. Good to read while everything runs.
     */
    public List<JsonNode> busEvents() {
        return backend.busEvents();
    }

    /** How full each queue is, by its logical id. */
    public Map<String, QueueDepth> queueDepths() {
        return queues.depths();
    }

    /** Calls every scheduled function now, besides its rate. */
    public void tick() {
        schedules.forEach(Schedule::tick);
    }

    /** Calls one scheduled function now, once for each of its schedules, and returns when it has ended. */
    public void tick(String function) {
        List<Schedule> own = schedules.stream()
                .filter(schedule -> schedule.function().equals(function))
                .toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("No schedule calls " + function);
        }
        own.forEach(Schedule::tick);
    }

    /**
     * Waits until nothing is under way: no message waits or is worked on, no invocation runs, no row is due. Rows that
     * are due get a tick of the schedules at once instead of at the next minute.
     *
     * @throws IllegalStateException when it takes longer; the message says what is still under way
     */
    public void awaitIdle(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        DueRows due = new DueRows(stack, backend.dynamo());
        int quiet = 0;
        while (quiet < 2) {
            boolean busy = functions.underWay() > 0 || waiting() > 0;
            boolean rowsAreDue = !busy && due.count() > 0;
            quiet = busy || rowsAreDue ? 0 : quiet + 1;
            if (rowsAreDue) {
                tick();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Still busy after " + atMost.toSeconds() + " s: "
                        + functions.underWay() + " invocations under way, queues " + queueDepths() + ", "
                        + due.count() + " rows due");
            }
            pause();
        }
    }

    /** Every line that anybody has logged. */
    public List<String> logLines() {
        return log.lines();
    }

    /** The folder with the logs. */
    public Path logs() {
        return log.folder();
    }

    /** Stops everything, last started first. */
    @Override
    public void close() {
        opened.closeAll(log::line);
    }

    private Backend startBackend(Starting starting) {
        String elsewhere = settings.environment().getOrDefault("AWS_ENDPOINT_URL", "");
        return elsewhere.isBlank()
                ? EmbeddedBackend.start(settings, starting, tell)
                : ExternalBackend.at(URI.create(elsewhere), settings.environment(), tell);
    }

    private Issuer startSignIn() {
        if (settings.parameters().containsKey("OidcIssuer")) {
            return new Issuer(Optional.empty());
        }
        Optional<Path> key =
                settings.keep() ? Optional.of(settings.work().resolve("sign-in-key.json")) : Optional.empty();
        SignIn issuer = new SignIn(nearby(1), CLIENT_ID, AUDIENCE, key, InstantSource.system());
        tell.accept(new Part("sign-in", issuer.issuer()));
        return new Issuer(Optional.of(issuer));
    }

    private Providers startProviders() {
        SimulatorSettings.Ports ports = new SimulatorSettings.Ports(
                nearby(2), nearby(3), nearby(4), nearby(5), nearby(6), nearby(7), nearby(8));
        Providers started = Providers.start(settings, ports);
        started.simulators().ifPresent(running -> {
            tell.accept(new Part("google", running.endpoints().googleAccounts() + " (simulated)"));
            tell.accept(new Part("microsoft", running.endpoints().microsoftLogin() + " (simulated)"));
            tell.accept(new Part("simulators", running.endpoints().control()));
        });
        return started;
    }

    /** Ports in a row after the origin's where they are free: addresses that are the same after a restart. */
    private int nearby(int distance) {
        return settings.port() == 0 ? 0 : Servers.freePort(settings.port() + distance);
    }

    private Map<String, String> parameters(Template template) {
        Map<String, String> parameters = new HashMap<>(providers.parameters(template));
        parameters.put("PublicOrigin", origin());
        parameters.put("OidcIssuer", issuer());
        parameters.put("OidcClientId", CLIENT_ID);
        parameters.put("OidcAudience", AUDIENCE);
        parameters.putAll(settings.parameters());
        return parameters;
    }

    private Map<String, FunctionRunner> runners(Declared declared, Starting starting) {
        Set<String> known = declared.functions().stream().map(Declared::name).collect(Collectors.toSet());
        if (!known.containsAll(settings.isolated())) {
            throw new IllegalArgumentException("Only functions can be isolated: " + String.join(", ", known));
        }
        Map<String, Future<FunctionRunner>> begun = new TreeMap<>();
        for (Resource function : declared.functions()) {
            begun.put(Declared.name(function), starting.begin(() -> runner(declared, function)));
        }
        Map<String, FunctionRunner> runners = new TreeMap<>();
        begun.forEach((name, runner) -> runners.put(name, starting.finish(runner)));
        tell.accept(new Part("functions", String.join(", ", runners.keySet())));
        return runners;
    }

    private FunctionRunner runner(Declared declared, Resource function) {
        String keyId = Credentials.newKeyId();
        FunctionSpec spec = declared.spec(
                function, Credentials.environment(keyId, awsDoor.address().toString()));
        awsDoor.admit(keyId, spec.name(), Permissions.of(declared.policies(function)));
        if (settings.isolated().contains(spec.name())) {
            return new IsolatedFunction(spec, settings.instances(), log.folder(), log::line);
        }
        InProcessFunction runner = new InProcessFunction(spec, log::line);
        runner.prime();
        return runner;
    }

    private void startMappings(Declared declared) {
        for (QueueMapping.Source source : declared.queueSources()) {
            QueueMapping mapping = opened.keep(new QueueMapping(source, backend.sqs(), functions, metering, log::line));
            mapping.start();
        }
    }

    private void startSchedules(Declared declared) {
        for (Schedule.Tick tick : declared.ticks()) {
            Schedule schedule = opened.keep(new Schedule(tick, functions, InstantSource.system(), log::line));
            schedules.add(schedule);
            schedule.start();
        }
    }

    private void startFrontDoor(Declared declared) {
        JsonNode jwt = declared.jwtConfiguration()
                .orElseThrow(() -> new IllegalStateException("The template's HTTP API has no JWT authorizer"));
        JwtAuthorizer authorizer = new JwtAuthorizer(
                jwt.path("issuer").asText(), jwt.path("audience").path(0).asText());
        opened.keep(new FrontDoor(
                new FrontDoor.Setup(
                        originServer,
                        new Routes(declared.routes()),
                        authorizer,
                        declared.securityHeaders(),
                        declared.yieldingHeaders(),
                        settings.dashboard()),
                functions,
                metering,
                log::line));
        tell.accept(new Part("dashboard", origin()));
    }

    private void letOperatorsIn() {
        OperatorPass pass = OperatorPass.issue(awsDoor.address());
        awsDoor.admit(pass.accessKeyId(), OPERATOR, OperatorPass.permissions());
        pass.leaveIn(settings.work());
        opened.keep(() -> pass.removeFrom(settings.work()));
    }

    private int waiting() {
        return queues.depths().values().stream()
                .filter(depth -> !depth.deadLetters())
                .mapToInt(QueueDepth::total)
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
