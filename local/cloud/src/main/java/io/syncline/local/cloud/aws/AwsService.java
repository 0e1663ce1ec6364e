package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A service behind the AWS endpoint. */
public interface AwsService {

    /** What a request asks to be allowed; empty only where AWS asks for no permission. */
    List<Access> accesses(String action, JsonNode request);

    /**
     * Does it.
     *
     * @param target the {@code X-Amz-Target} header as it came
     * @param body the request as it came
     */
    Answer call(String target, byte[] body);

    /** How many items a request is billed as; one for most. */
    default int units(String action, JsonNode request) {
        return 1;
    }
}
