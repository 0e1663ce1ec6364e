package io.syncline.local.providers.fidelity;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Request;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How a provider refuses requests that are not wrong, in its own words. */
public interface Custom {

    /** Counts the request; the refusal where it is one too many. */
    Optional<Answer> overQuota(Request request, Arrival arrival);

    /**
     * What happens to a request by chance.
     *
     * @return empty when a mishap of this kind does not happen to such a request
     */
    Optional<FaultEffect> mishap(Mishap kind, Request request, Arrival arrival, RandomGenerator random);

    /** Of a host without quotas, to which nothing happens by chance. */
    Custom NONE = new Custom() {
        @Override
        public Optional<Answer> overQuota(Request request, Arrival arrival) {
            return Optional.empty();
        }

        @Override
        public Optional<FaultEffect> mishap(Mishap kind, Request request, Arrival arrival, RandomGenerator random) {
            return Optional.empty();
        }
    };
}
