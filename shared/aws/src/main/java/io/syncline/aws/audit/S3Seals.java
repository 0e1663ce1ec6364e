package io.syncline.aws.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.audit.Entry.Head;
import io.syncline.audit.Hash;
import io.syncline.audit.Seal;
import io.syncline.audit.Seals;
import io.syncline.aws.Json;
import io.syncline.identity.OrganisationId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Seals in a bucket whose objects are locked.
 *
 * <p>The object {@code seals/<org>/<20 digits>.json}, where the digits are 10¹⁹ - 1 - the sequence, so that the order of
 * keys is newest first: {@code {"schema":1,"organisation":…,"sequence":…,"hash":…,"at":…,"key":…,"signature":…}}. It is put
 * only where none is, and nobody holds a right to delete.
 *
 * <p>What does not read as the seal that its name promises is handed out as one that no key signed: it shows as forged.
 */
public final class S3Seals implements Seals {

    private static final BigInteger LAST = BigInteger.TEN.pow(19).subtract(BigInteger.ONE);
    private static final int SCHEMA = 1;
    private static final int MOST_AT_ONCE = 16;
    private static final int ALREADY_THERE = 412;
    private static final int MOST_LISTED = 1_000;

    private final S3Client s3;
    private final String bucket;

    public S3Seals(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(Seal seal) {
        byte[] body = write(seal);
        try {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(nameOf(seal.head()))
                            .contentType("application/json")
                            .ifNoneMatch("*")
                            // A bucket with object lock takes no object without a checksum.
                            .checksumSHA256(sha256(body)),
                    RequestBody.fromBytes(body));
        } catch (S3Exception e) {
            if (e.statusCode() != ALREADY_THERE) {
                throw e;
            }
        }
    }

    @Override
    public List<Seal> newest(OrganisationId organisation, int limit) {
        List<String> names = s3
                .listObjectsV2Paginator(request ->
                        request.bucket(bucket).prefix(folderOf(organisation)).maxKeys(Math.min(limit, MOST_LISTED)))
                .contents()
                .stream()
                .limit(limit)
                .map(S3Object::key)
                .toList();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(MOST_AT_ONCE, Thread.ofVirtual().factory())) {
            List<CompletableFuture<Seal>> seals = names.stream()
                    .map(name -> CompletableFuture.supplyAsync(() -> seal(organisation, name), threads))
                    .toList();
            return seals.stream().map(S3Seals::joined).toList();
        }
    }

    private static Seal joined(CompletableFuture<Seal> seal) {
        try {
            return seal.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Seal seal(OrganisationId organisation, String name) {
        String body =
                s3.getObjectAsBytes(request -> request.bucket(bucket).key(name)).asString(StandardCharsets.UTF_8);
        return read(body).filter(seal -> nameOf(seal.head()).equals(name)).orElseGet(() -> forged(organisation, name));
    }

    private static byte[] write(Seal seal) {
        return Json.MAPPER
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("organisation", seal.head().organisation().value())
                .put("sequence", seal.head().sequence())
                .put("hash", seal.head().hash().hex())
                .put("at", seal.at().toString())
                .put("key", seal.key())
                .put("signature", seal.signature())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Seal> read(String body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            Head head = new Head(
                    new OrganisationId(json.path("organisation").asText()),
                    json.path("sequence").asLong(),
                    new Hash(json.path("hash").asText()));
            return Optional.of(new Seal(
                    head,
                    Instant.parse(json.path("at").asText()),
                    json.path("key").asText(),
                    json.path("signature").asText()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Seal forged(OrganisationId organisation, String name) {
        return new Seal(new Head(organisation, sequenceIn(name), Hash.NONE), Instant.EPOCH, "none", "");
    }

    private static long sequenceIn(String name) {
        String digits = name.replaceAll("\\D", "");
        return digits.length() < 20
                ? 0
                : LAST.subtract(new BigInteger(digits.substring(digits.length() - 20)))
                        .longValue();
    }

    private static String nameOf(Head head) {
        return folderOf(head.organisation())
                + "%020d.json".formatted(LAST.subtract(BigInteger.valueOf(head.sequence())));
    }

    private static String folderOf(OrganisationId organisation) {
        return "seals/" + organisation.value() + "/";
    }

    private static String sha256(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
