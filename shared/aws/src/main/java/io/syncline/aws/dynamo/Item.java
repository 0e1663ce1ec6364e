package io.syncline.aws.dynamo;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of a stored item, or of a map in one.
 *
 * <p>Whole items carry {@code schema}, and one that a newer Syncline wrote is refused instead of half understood.
 * Instants are ISO texts; sets are lists, because DynamoDB has no empty set.
 */
public final class Item {

    /** The schema number of whatever has not changed its form yet. */
    static final long SCHEMA = 1;

    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    private Item() {}

    /** A map within an item. */
    public static Item part() {
        return new Item();
    }

    /** An item of schema 1. */
    public static Item whole() {
        return whole(SCHEMA);
    }

    /** An item of a kind that has reached another schema. */
    public static Item whole(long schema) {
        return new Item().put("schema", schema);
    }

    /**
     * What was read, of a kind that is still at schema 1.
     *
     * @throws UnreadableItem where a newer Syncline wrote it
     */
    public static Item read(Map<String, AttributeValue> stored) {
        return read(stored, SCHEMA);
    }

    /**
     * What was read.
     *
     * @param newest the newest schema of this kind that is known
     * @throws UnreadableItem where a newer Syncline wrote it
     */
    public static Item read(Map<String, AttributeValue> stored, long newest) {
        Item item = partOf(stored);
        long schema = item.number("schema");
        if (schema > newest) {
            throw new UnreadableItem("An item of schema " + schema + " was written by a newer version of Syncline;"
                    + " this one reads up to schema " + newest + ". Deploy the newer version again.");
        }
        return item;
    }

    /** A map without schema: keys, and what an update returns. */
    public static Item partOf(Map<String, AttributeValue> stored) {
        Item item = new Item();
        item.attributes.putAll(stored);
        return item;
    }

    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public Item put(String name, String value) {
        return put(name, AttributeValue.fromS(value));
    }

    public Item put(String name, long value) {
        return put(name, AttributeValue.fromN(Long.toString(value)));
    }

    public Item put(String name, boolean value) {
        return put(name, AttributeValue.fromBool(value));
    }

    public Item put(String name, Instant value) {
        return put(name, value.toString());
    }

    public Item put(String name, byte[] value) {
        return put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    public Item put(String name, Item value) {
        return put(name, AttributeValue.fromM(value.attributes));
    }

    public Item put(String name, Collection<String> words) {
        return put(
                name,
                AttributeValue.fromL(
                        words.stream().sorted().map(AttributeValue::fromS).toList()));
    }

    public Item putParts(String name, List<Item> parts) {
        return put(
                name,
                AttributeValue.fromL(parts.stream()
                        .map(part -> AttributeValue.fromM(part.attributes))
                        .toList()));
    }

    public Item putText(String name, Optional<String> value) {
        value.ifPresent(text -> put(name, text));
        return this;
    }

    public Item putInstant(String name, Optional<Instant> value) {
        value.ifPresent(instant -> put(name, instant));
        return this;
    }

    public Item putPart(String name, Optional<Item> value) {
        value.ifPresent(part -> put(name, part));
        return this;
    }

    /** Only where there are any. */
    Item putSomeParts(String name, List<Item> parts) {
        return parts.isEmpty() ? this : putParts(name, parts);
    }

    Item put(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    public String text(String name) {
        return textIn(name, present(name));
    }

    public Optional<String> maybeText(String name) {
        return maybe(name).map(value -> textIn(name, value));
    }

    public long number(String name) {
        return maybeNumber(name).orElseThrow(() -> missing(name));
    }

    public Optional<Long> maybeNumber(String name) {
        return maybe(name).map(value -> numberIn(name, value));
    }

    public boolean flag(String name) {
        Boolean flag = present(name).bool();
        if (flag == null) {
            throw wrong(name);
        }
        return flag;
    }

    public Instant instant(String name) {
        return instantIn(name, text(name));
    }

    public Optional<Instant> maybeInstant(String name) {
        return maybeText(name).map(text -> instantIn(name, text));
    }

    public byte[] bytes(String name) {
        return maybeBytes(name).orElseThrow(() -> missing(name));
    }

    public Optional<byte[]> maybeBytes(String name) {
        return maybe(name).map(value -> bytesIn(name, value));
    }

    public Item part(String name) {
        return partIn(name, present(name));
    }

    public Optional<Item> maybePart(String name) {
        return maybe(name).map(value -> partIn(name, value));
    }

    public List<Item> parts(String name) {
        return listIn(name).stream().map(value -> partIn(name, value)).toList();
    }

    /** What {@link #putSomeParts} put. */
    List<Item> someParts(String name) {
        return has(name) ? parts(name) : List.of();
    }

    /** Whether its {@code expiresAt} is still to come; DynamoDB may take days to remove what is over. */
    boolean isKeptAt(Instant now) {
        return number("expiresAt") > now.getEpochSecond();
    }

    /** Whether there is a value. */
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        listIn(name).forEach(value -> words.add(textIn(name, value)));
        return words;
    }

    /** Roughly what DynamoDB counts as its size, in bytes. */
    long size() {
        return size(attributes);
    }

    private static long size(Map<String, AttributeValue> map) {
        return map.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + size(entry.getValue()))
                .sum();
    }

    private static long size(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> 3 + size(value.m());
            case L -> 3 + value.l().stream().mapToLong(Item::size).sum();
            case N, BOOL, NUL, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> 21;
        };
    }

    private Optional<AttributeValue> maybe(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    private AttributeValue present(String name) {
        return maybe(name).orElseThrow(() -> missing(name));
    }

    private List<AttributeValue> listIn(String name) {
        AttributeValue value = present(name);
        if (!value.hasL()) {
            throw wrong(name);
        }
        return value.l();
    }

    private String textIn(String name, AttributeValue value) {
        String text = value.s();
        if (text == null) {
            throw wrong(name);
        }
        return text;
    }

    private long numberIn(String name, AttributeValue value) {
        try {
            return Long.parseLong(textOfNumber(name, value));
        } catch (NumberFormatException e) {
            throw new UnreadableItem("A stored item has no whole number in '" + name + "'", e);
        }
    }

    private static String textOfNumber(String name, AttributeValue value) {
        String text = value.n();
        if (text == null) {
            throw wrong(name);
        }
        return text;
    }

    private byte[] bytesIn(String name, AttributeValue value) {
        SdkBytes bytes = value.b();
        if (bytes == null) {
            throw wrong(name);
        }
        return bytes.asByteArray();
    }

    private Item partIn(String name, AttributeValue value) {
        if (!value.hasM()) {
            throw wrong(name);
        }
        return partOf(value.m());
    }

    private Instant instantIn(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableItem("A stored item has no instant in '" + name + "'", e);
        }
    }

    private static UnreadableItem missing(String name) {
        return new UnreadableItem("A stored item lacks '" + name + "'");
    }

    private static UnreadableItem wrong(String name) {
        return new UnreadableItem("A stored item has something unexpected in '" + name + "'");
    }
}
