package io.syncline.local.providers;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.SimulatorControl;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Simulators of a test's own, on a Sunday noon in November 2026. */
public abstract class Simulated {

    protected static final String TESS = "tess@fieldworks.example";
    protected static final String DANA = "dana@fieldworks.example";
    protected static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    protected ProviderSimulators simulators;
    protected Visitor visitor;
    protected SimulatorControl control;

    @BeforeEach
    void start() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withClock(InstantSource.fixed(NOW)));
        visitor = new Visitor(simulators);
        control = simulators.control();
    }

    @AfterEach
    void stop() {
        simulators.close();
    }

    protected String token(Provider provider, String email) {
        return visitor.accessToken(provider, email);
    }
}
