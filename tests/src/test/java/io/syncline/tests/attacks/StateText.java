package io.syncline.tests.attacks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.syncline.tests.company.RunningCloud;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A {@code state} taken apart: what it says, part by part, and its signature. */
record StateText(List<String> parts, String signature) {

    /** The parts that an attacker would like to be others, in their order. */
    enum Part {
        FORMAT(0),
        ID(1),
        PROVIDER(2),
        ORGANISATION(3),
        USER(4),
        EXPIRY(5),
        COOKIE_HASH(6);

        private final int place;

        Part(int place) {
            this.place = place;
        }
    }

    static StateText of(String state) {
        int dot = state.indexOf('.');
        String text = new String(Base64.getUrlDecoder().decode(state.substring(0, dot)), StandardCharsets.UTF_8);
        return new StateText(Arrays.asList(text.split("\n", -1)), state.substring(dot + 1));
    }

    String part(Part part) {
        return parts.get(part.place);
    }

    /** The same with one part changed; the signature stays as it is. */
    StateText with(Part part, String value) {
        String[] changed = parts.toArray(String[]::new);
        changed[part.place] = value;
        return new StateText(List.of(changed), signature);
    }

    /** As it goes into an address. */
    String text() {
        return encoded() + "." + signature;
    }

    /** Signed with the real key, as only somebody who holds it can. */
    String signedBy(RunningCloud cloud) {
        return encoded() + "." + macOf(cloud, encoded());
    }

    static String macOf(RunningCloud cloud, String text) {
        String mac = cloud.cloud()
                .aws("kms")
                .call(
                        "TrentService.GenerateMac",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("KeyId", cloud.cloud().reference("StateKey"))
                                .put("MacAlgorithm", "HMAC_SHA_256")
                                .put(
                                        "Message",
                                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .path("Mac")
                .asText();
        return base64(Base64.getDecoder().decode(mac));
    }

    private String encoded() {
        return base64(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
