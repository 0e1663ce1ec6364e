package io.syncline.local.cloud.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.syncline.local.cloud.aws.Json;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JWT authorizer of an HTTP API: signature by the issuer's published RSA keys, {@code iss}, {@code aud} (or
 * {@code client_id} where there is no {@code aud}), {@code exp}, {@code nbf}, {@code iat}
 * (API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers"). Clocks may differ by a minute.
 */
public final class JwtAuthorizer {

    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private final String issuer;
    private final String audience;
    private volatile Optional<DefaultJWTProcessor<SecurityContext>> verifier = Optional.empty();

    public JwtAuthorizer(String issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * The claims of a valid token as the gateway hands them on: every one as text, a list as {@code [a b]}.
     *
     * @param authorization the header, with or without {@code Bearer}
     * @return empty when the token is missing or not valid
     */
    public Optional<Map<String, String>> claims(String authorization) {
        String token = authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : authorization.strip();
        try {
            JWTClaimsSet claims = verifier().process(token, null);
            return isForUs(claims) ? Optional.of(texts(claims)) : Optional.empty();
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private boolean isForUs(JWTClaimsSet claims) throws ParseException {
        Instant latest = Instant.now().plusSeconds(60);
        boolean fresh = claims.getIssueTime() == null
                || !claims.getIssueTime().toInstant().isAfter(latest);
        boolean addressed = claims.getAudience().isEmpty()
                ? audience.equals(claims.getStringClaim("client_id"))
                : claims.getAudience().contains(audience);
        return fresh && addressed;
    }

    private static Map<String, String> texts(JWTClaimsSet claims) {
        Map<String, String> texts = new LinkedHashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value != null) {
                texts.put(name, text(value));
            }
        });
        return texts;
    }

    private static String text(Object value) {
        return switch (value) {
            case Date date -> String.valueOf(date.toInstant().getEpochSecond());
            case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
            default -> String.valueOf(value);
        };
    }

    private DefaultJWTProcessor<SecurityContext> verifier() {
        if (verifier.isEmpty()) {
            verifier = Optional.of(created());
        }
        return verifier.get();
    }

    private DefaultJWTProcessor<SecurityContext> created() {
        try {
            JWKSource<SecurityContext> keys =
                    JWKSourceBuilder.create(URI.create(keySetAddress()).toURL()).build();
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(RSA, keys));
            processor.setJWSTypeVerifier((type, context) -> {}); // "JWT", "at+jwt" or none: the gateway takes all
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp")));
            return processor;
        } catch (MalformedURLException e) {
            throw new IllegalStateException("The issuer " + issuer + " names a key set that is no address", e);
        }
    }

    private String keySetAddress() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                    .build();
            return Json.read(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body())
                    .path("jwks_uri")
                    .asText();
        } catch (IOException e) {
            throw new IllegalStateException("The issuer " + issuer + " cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the issuer", e);
        }
    }
}
