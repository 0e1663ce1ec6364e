package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * KMS in process: Encrypt, Decrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateMac, VerifyMac, Sign,
 * Verify, GetPublicKey and DescribeKey, with encryption contexts (AWS KMS API reference).
 *
 * <p>A ciphertext is: 1 byte version (1), 16 bytes of the key's id, 12 bytes nonce, then AES-256-GCM output with the
 * encryption context as associated data (its members sorted by name, each as length and UTF-8 bytes of name and value).
 */
public final class Keys implements AwsService {

    private static final int NONCE = 12;
    private static final int HEADER = 1 + 16 + NONCE;

    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final String arnPrefix;

    @SuppressWarnings("ArrayRecordComponent") // compared by identity only
    private record Key(String id, String spec, byte[] material) {

        String usage() {
            if (spec.startsWith("HMAC")) {
                return "GENERATE_VERIFY_MAC";
            }
            return spec.equals(SigningKey.SPEC) ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT";
        }

        /** A public or secret half is never asked for what the key was not made for. */
        boolean isFor(String action) {
            return switch (action) {
                case "DescribeKey" -> true;
                case "GenerateMac", "VerifyMac" -> usage().equals("GENERATE_VERIFY_MAC");
                case "Sign", "Verify", "GetPublicKey" -> usage().equals("SIGN_VERIFY");
                default -> usage().equals("ENCRYPT_DECRYPT");
            };
        }
    }

    /** @param arnPrefix what stands before a key's id in its ARN, up to and with {@code key/} */
    public Keys(String arnPrefix) {
        this.arnPrefix = arnPrefix;
    }

    /** Declares a key of the template; its material is random unless it was loaded before. */
    public void declare(String id, String spec) {
        keys.computeIfAbsent(id, absent -> new Key(absent, spec, newMaterial(spec)));
    }

    private byte[] newMaterial(String spec) {
        if (spec.equals(SigningKey.SPEC)) {
            return SigningKey.newMaterial();
        }
        if (!spec.equals("SYMMETRIC_DEFAULT") && !spec.equals("HMAC_256")) {
            throw new IllegalArgumentException("A key of the spec " + spec + " does not run locally");
        }
        byte[] material = new byte[32];
        random.nextBytes(material);
        return material;
    }

    /** Declares another name of a key: {@code alias/…}. */
    public void declareAlias(String alias, String keyId) {
        aliases.put(alias, keyId);
    }

    public String arn(String id) {
        return arnPrefix + id;
    }

    /** Loads the keys of a file, if it is there. */
    public void load(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Json.read(Files.readAllBytes(file)).forEach(key -> {
                String id = key.path("id").asText();
                byte[] material =
                        Base64.getDecoder().decode(key.path("material").asText());
                keys.put(id, new Key(id, key.path("spec").asText(), material));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The keys in " + file + " cannot be read", e);
        }
    }

    /** Keeps all keys in a file, readable by its owner only. */
    public void keepIn(Path file) {
        List<Map<String, String>> all = new ArrayList<>();
        keys.values()
                .forEach(
                        key -> all.add(Map.of("id", key.id(), "spec", key.spec(), "material", base64(key.material()))));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Json.of(all).toString());
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The keys cannot be kept in " + file, e);
        }
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        String named = request.path("KeyId").asText("");
        String resource = keyOf(action, request)
                .map(key -> arn(key.id()))
                .orElse(named.startsWith("arn:") ? named : arn("unknown"));
        return List.of(new Access("kms:" + action, resource, conditionKeys(request)));
    }

    private static Map<String, List<String>> conditionKeys(JsonNode request) {
        Map<String, List<String>> context = new TreeMap<>();
        List<String> names = new ArrayList<>();
        request.path("EncryptionContext").properties().forEach(member -> {
            names.add(member.getKey());
            context.put(
                    "kms:EncryptionContext:" + member.getKey(),
                    List.of(member.getValue().asText()));
        });
        if (!names.isEmpty()) {
            context.put("kms:EncryptionContextKeys", names);
        }
        for (String name : List.of("SigningAlgorithm", "MessageType", "MacAlgorithm")) {
            if (request.has(name)) {
                context.put("kms:" + name, List.of(request.path(name).asText()));
            }
        }
        return context;
    }

    @Override
    public Answer call(String target, byte[] body) {
        String action = target.substring(target.indexOf('.') + 1);
        JsonNode request = Json.read(body);
        Optional<Key> key = keyOf(action, request);
        if (key.isEmpty()) {
            return action.equals("Decrypt")
                    ? invalidCiphertext()
                    : Answer.error(400, "NotFoundException", "There is no such key");
        }
        try {
            return answer(action, key.get(), request);
        } catch (GeneralSecurityException e) {
            return invalidCiphertext();
        }
    }

    private Answer answer(String action, Key key, JsonNode request) throws GeneralSecurityException {
        if (!key.isFor(action)) {
            return Answer.error(400, "InvalidKeyUsageException", "The key is not for " + action);
        }
        return switch (action) {
            case "Encrypt" -> encrypted(key, bytes(request, "Plaintext"), request);
            case "Decrypt" -> decrypted(key, request);
            case "GenerateDataKey" -> dataKey(key, request, true);
            case "GenerateDataKeyWithoutPlaintext" -> dataKey(key, request, false);
            case "GenerateMac" ->
                Answer.ok(described(key)
                        .put("Mac", base64(mac(key, request)))
                        .put("MacAlgorithm", request.path("MacAlgorithm").asText()));
            case "VerifyMac" -> verified(key, request);
            case "Sign" -> signed(key, request);
            case "Verify" -> signatureVerified(key, request);
            case "GetPublicKey" -> publicKey(key);
            case "DescribeKey" -> Answer.ok(Json.object().set("KeyMetadata", metadata(key)));
            default -> Answer.error(400, "UnsupportedOperationException", "kms:" + action + " does not run locally");
        };
    }

    private Answer encrypted(Key key, byte[] plaintext, JsonNode request) throws GeneralSecurityException {
        if (plaintext.length == 0 || plaintext.length > 4096) {
            return Answer.error(400, "ValidationException", "Plaintext has 1 to 4096 bytes");
        }
        return Answer.ok(described(key)
                .put("CiphertextBlob", base64(seal(key, plaintext, request)))
                .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private Answer decrypted(Key key, JsonNode request) throws GeneralSecurityException {
        byte[] blob = bytes(request, "CiphertextBlob");
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(blob, HEADER - NONCE, HEADER), request);
        byte[] plaintext = cipher.doFinal(blob, HEADER, blob.length - HEADER);
        return Answer.ok(
                described(key).put("Plaintext", base64(plaintext)).put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT"));
    }

    private Answer dataKey(Key key, JsonNode request, boolean withPlaintext) throws GeneralSecurityException {
        int length = request.path("KeySpec").asText().equals("AES_128") ? 16 : 32;
        byte[] plaintext = new byte[request.path("NumberOfBytes").asInt(length)];
        random.nextBytes(plaintext);
        ObjectNode answer = described(key).put("CiphertextBlob", base64(seal(key, plaintext, request)));
        return Answer.ok(withPlaintext ? answer.put("Plaintext", base64(plaintext)) : answer);
    }

    private static Answer verified(Key key, JsonNode request) throws GeneralSecurityException {
        if (!MessageDigest.isEqual(mac(key, request), bytes(request, "Mac"))) {
            return Answer.error(400, "KMSInvalidMacException", "The MAC does not belong to the message");
        }
        return Answer.ok(Json.object()
                .put("KeyId", key.id())
                .put("MacValid", true)
                .put("MacAlgorithm", request.path("MacAlgorithm").asText()));
    }

    private Answer signed(Key key, JsonNode request) throws GeneralSecurityException {
        Optional<Answer> wrong = wrongToSign(request);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        byte[] signature = SigningKey.of(key.material()).sign(bytes(request, "Message"), isDigest(request));
        return Answer.ok(
                described(key).put("Signature", base64(signature)).put("SigningAlgorithm", SigningKey.ALGORITHM));
    }

    private Answer signatureVerified(Key key, JsonNode request) throws GeneralSecurityException {
        Optional<Answer> wrong = wrongToSign(request);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        boolean valid = SigningKey.of(key.material())
                .verifies(bytes(request, "Message"), isDigest(request), bytes(request, "Signature"));
        if (!valid) {
            return Answer.error(400, "KMSInvalidSignatureException", "The signature does not belong to the message");
        }
        return Answer.ok(described(key).put("SignatureValid", true).put("SigningAlgorithm", SigningKey.ALGORITHM));
    }

    private static boolean isDigest(JsonNode request) {
        return request.path("MessageType").asText("RAW").equals("DIGEST");
    }

    private static Optional<Answer> wrongToSign(JsonNode request) {
        int length = bytes(request, "Message").length;
        String algorithm = request.path("SigningAlgorithm").asText("");
        if (!algorithm.equals(SigningKey.ALGORITHM)) {
            return Optional.of(Answer.error(
                    400,
                    "InvalidKeyUsageException",
                    "The key signs with " + SigningKey.ALGORITHM + ", not " + algorithm));
        }
        if (isDigest(request) && length != 32) {
            return Optional.of(Answer.error(400, "ValidationException", "Digest is invalid length for algorithm"));
        }
        return length < 1 || length > 4096
                ? Optional.of(Answer.error(400, "ValidationException", "Message has 1 to 4096 bytes"))
                : Optional.empty();
    }

    private Answer publicKey(Key key) throws GeneralSecurityException {
        ObjectNode answer = described(key)
                .put("PublicKey", base64(SigningKey.of(key.material()).publicKey()))
                .put("KeySpec", key.spec())
                .put("CustomerMasterKeySpec", key.spec())
                .put("KeyUsage", key.usage());
        answer.putArray("SigningAlgorithms").add(SigningKey.ALGORITHM);
        return Answer.ok(answer);
    }

    private byte[] seal(Key key, byte[] plaintext, JsonNode request) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, request).doFinal(plaintext);
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put((byte) 1)
                .put(fingerprint(key.id()))
                .put(nonce)
                .put(sealed)
                .array();
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, JsonNode request) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.material(), "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData(request.path("EncryptionContext")));
        return cipher;
    }

    private static byte[] associatedData(JsonNode context) {
        StringBuilder data = new StringBuilder();
        Map<String, String> sorted = new TreeMap<>();
        context.properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        sorted.forEach((name, value) -> data.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mac(Key key, JsonNode request) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.material(), "HmacSHA256"));
        return mac.doFinal(bytes(request, "Message"));
    }

    /** Decrypt may leave the key out: the ciphertext says which one it was; a named one must be that one. */
    private Optional<Key> keyOf(String action, JsonNode request) {
        Optional<Key> named =
                Optional.ofNullable(keys.get(idOf(request.path("KeyId").asText(""))));
        if (!action.equals("Decrypt")) {
            return named;
        }
        byte[] blob = bytes(request, "CiphertextBlob");
        if (blob.length <= HEADER) {
            return Optional.empty();
        }
        byte[] fingerprint = Arrays.copyOfRange(blob, 1, 17);
        return keys.values().stream()
                .filter(key -> Arrays.equals(fingerprint(key.id()), fingerprint))
                .filter(key ->
                        !request.has("KeyId") || named.filter(key::equals).isPresent())
                .findFirst();
    }

    private String idOf(String name) {
        int alias = name.indexOf("alias/");
        if (alias >= 0) {
            return aliases.getOrDefault(name.substring(alias), "");
        }
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private ObjectNode described(Key key) {
        return Json.object().put("KeyId", arn(key.id()));
    }

    private JsonNode metadata(Key key) {
        return Json.object()
                .put("KeyId", key.id())
                .put("Arn", arn(key.id()))
                .put("Enabled", true)
                .put("KeyState", "Enabled")
                .put("KeySpec", key.spec())
                .put("KeyUsage", key.usage());
    }

    private static Answer invalidCiphertext() {
        return Answer.error(400, "InvalidCiphertextException", "The ciphertext or its encryption context is wrong");
    }

    private static byte[] fingerprint(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(JsonNode request, String field) {
        try {
            return Base64.getDecoder().decode(request.path(field).asText(""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
