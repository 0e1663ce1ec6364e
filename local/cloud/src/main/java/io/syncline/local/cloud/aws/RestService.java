package io.syncline.local.cloud.aws;

import java.util.List;
import java.util.Optional;

/** A service behind the AWS endpoint whose requests have no {@code X-Amz-Target}. */
public interface RestService {

    /**
     * What a request asks for.
     *
     * @param action the operation's name, such as {@code PutObject}
     * @param accesses what it asks to be allowed
     * @param absence what a caller has to be allowed to be told that the thing is not there; without it "not found"
     *     reads "access denied"
     * @param units how many requests it is billed as
     */
    record Asked(String action, List<Access> accesses, Optional<Access> absence, int units) {

        public Asked {
            accesses = List.copyOf(accesses);
        }
    }

    /** What is asked; nothing where the service does not know the operation here. */
    Optional<Asked> asked(RestRequest request);

    /** Does it. */
    RestAnswer call(RestRequest request);

    /** What the protocol calls a refusal by the caller's role. */
    String accessDenied();

    /** An error in the form of the service's protocol. */
    RestAnswer error(int status, String code, String message);
}
