package io.syncline.edge;

import io.syncline.aws.start.Environment;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.oauth.HttpServiceProbes;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes;
import java.time.InstantSource;

/** Probes of the providers' APIs at the addresses of the environment; the real ones where it names none. */
public final class ProviderProbes implements ServiceProbes {

    private final ServiceProbes probes;

    public ProviderProbes(Environment environment, InstantSource clock) {
        this.probes = new HttpServiceProbes(new ProviderAddresses(environment).apiRoots(), clock);
    }

    @Override
    public Probe probe(Provider provider, Service service, Secret accessToken) {
        return probes.probe(provider, service, accessToken);
    }
}
