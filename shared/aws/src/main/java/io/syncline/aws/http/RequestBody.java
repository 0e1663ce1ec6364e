package io.syncline.aws.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.syncline.aws.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body of a request, as the gateway handed it over.
 *
 * @param base64 whether the text is base64 of the real bytes
 */
public record RequestBody(Optional<String> text, boolean base64) {

    /** 1 MB. */
    public static final int MOST_BYTES = 1_048_576;

    /** A member that is misspelt would otherwise be passed over, and nobody would know. */
    private static final ObjectReader STRICT =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The body as JSON; every way not to be one is a {@link Refusal} that names the member where it can. */
    <T> T json(Class<T> type) {
        String json = decoded();
        if (json.isBlank()) {
            throw invalid("The request needs a JSON body.");
        }
        try {
            return Optional.ofNullable(STRICT.forType(type).<T>readValue(json))
                    .orElseThrow(() -> invalid("The body has to be a JSON object, not null."));
        } catch (JsonMappingException e) {
            throw refusal(e);
        } catch (JsonProcessingException e) {
            throw invalid("The body is no JSON" + placeOf(e) + ".");
        }
    }

    /** Where a limit is passed, in a body nested a thousand deep for one, there is no place to tell. */
    private static String placeOf(JsonProcessingException wrong) {
        return Optional.ofNullable(wrong.getLocation())
                .map(place -> ": see line " + place.getLineNr() + ", column " + place.getColumnNr())
                .orElse("");
    }

    private String decoded() {
        byte[] bytes = base64 ? fromBase64() : text.orElse("").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.of(ProblemType.BODY_TOO_LARGE, "Send at most 1 MB in one request.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The body is not UTF-8.");
        }
    }

    private byte[] fromBase64() {
        try {
            return Base64.getDecoder().decode(text.orElse(""));
        } catch (IllegalArgumentException e) {
            throw invalid("The body cannot be decoded.");
        }
    }

    private static Refusal refusal(JsonMappingException wrong) {
        String member = wrong.getPath().stream()
                .map(RequestBody::word)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        if (member.isEmpty()) {
            return invalid("The body does not have the shape of this request.");
        }
        if (wrong instanceof UnrecognizedPropertyException) {
            return Refusal.invalid(member, "'" + member + "' is not known here: check its spelling, or leave it out.");
        }
        if (wrong instanceof ValueInstantiationException
                && wrong.getCause() instanceof IllegalArgumentException refused
                && refused.getMessage() != null) {
            return Refusal.invalid(member, "'" + member + "' is not acceptable: " + refused.getMessage() + ".");
        }
        return Refusal.invalid(member, "'" + member + "' has the wrong type or form.");
    }

    private static String word(JsonMappingException.Reference step) {
        return step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
    }

    private static Refusal invalid(String detail) {
        return Refusal.of(ProblemType.INVALID_REQUEST, detail);
    }
}
