package io.syncline.aws.dynamo;

import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.connection.Trouble;
import io.syncline.connection.Unfinished;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A connection as an item of schema 2.
 *
 * <p>Schema 1 had no {@code ownerName}, {@code trouble} and {@code unfinished}, and its states knew no {@code since}:
 * such a connection has no owner's name, no trouble and nothing unfinished, and its state counts from when it was
 * connected.
 *
 * <p>{@code unfinishedMark} ({@code 1}) and {@code unfinishedSince} are the keys of the index {@code unfinished}; both are
 * there only while something is to be done.
 */
public final class ConnectionForm {

    /** What is written, and the newest that is read. */
    public static final long SCHEMA = 2;

    /** The partition of the index {@code unfinished}. */
    static final String MARK = "1";

    private ConnectionForm() {}

    /** The key of a connection's item. */
    public static Map<String, AttributeValue> key(OrganisationId organisation, ConnectionId id) {
        return Map.of(
                "organisation", AttributeValue.fromS(organisation.value()),
                "connection", AttributeValue.fromS(id.value()));
    }

    /**
     * The item, with the connection's own version.
     *
     * @param now since when something is to be done for it, where something is
     */
    public static Item write(Connection connection, Instant now) {
        Item item = Item.whole(SCHEMA)
                .put("organisation", connection.organisation().value())
                .put("connection", connection.id().value())
                .put("account", account(connection))
                .put("owner", connection.owner().value())
                .put("ownerName", connection.ownerName())
                .put("provider", connection.provider().word())
                .put("accountId", connection.account().id())
                .put("email", connection.account().email())
                .put("accountName", connection.account().name())
                .put("requested", words(connection.requested()))
                .put("granted", words(connection.granted()))
                .put("state", write(connection.state()))
                .putPart("trouble", connection.trouble().map(ConnectionForm::write))
                .putPart("calendar", connection.calendar().map(ConnectionForm::write))
                .put(
                        "unfinished",
                        connection.unfinished().stream().map(Unfinished::word).toList())
                .put("connectedAt", connection.connectedAt())
                .put("version", connection.version());
        return connection.unfinished().isEmpty()
                ? item
                : item.put("unfinishedMark", MARK).put("unfinishedSince", SortableInstant.of(now));
    }

    static String account(Connection connection) {
        return connection.provider().word() + '#' + connection.account().id();
    }

    static Connection read(Item item) {
        Instant connectedAt = item.instant("connectedAt");
        return new Connection(
                new OrganisationId(item.text("organisation")),
                new ConnectionId(item.text("connection")),
                new UserId(item.text("owner")),
                item.maybeText("ownerName").orElse(""),
                DetailsForm.readWord(Provider.class, item, "provider"),
                new ProviderAccount(item.text("accountId"), item.text("email"), item.text("accountName")),
                services(item.words("requested")),
                services(item.words("granted")),
                readState(item.part("state"), connectedAt),
                item.maybePart("trouble").map(ConnectionForm::readTrouble),
                item.maybePart("calendar").map(part -> new ChosenCalendar(part.text("id"), part.text("name"))),
                item.has("unfinished") ? marks(item.words("unfinished")) : Set.of(),
                connectedAt,
                item.number("version"));
    }

    private static Item write(ChosenCalendar calendar) {
        return Item.part().put("id", calendar.id()).put("name", calendar.name());
    }

    private static Item write(Trouble trouble) {
        return Item.part()
                .put("reason", trouble.reason())
                .put("since", trouble.since())
                .put("nextTry", trouble.nextTry());
    }

    private static Trouble readTrouble(Item item) {
        return new Trouble(item.text("reason"), item.instant("since"), item.instant("nextTry"));
    }

    private static Item write(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Active _ -> Item.part().put("kind", "active");
            case ConnectionState.NeedsReconnect dead ->
                Item.part()
                        .put("kind", "needs-reconnect")
                        .put("reason", dead.reason())
                        .put("since", dead.since())
                        .putText("claims", dead.claims());
            case ConnectionState.NeedsAdministrator(String reason, Instant since) ->
                Item.part()
                        .put("kind", "needs-administrator")
                        .put("reason", reason)
                        .put("since", since);
            case ConnectionState.Disconnected(Instant since) ->
                Item.part().put("kind", "disconnected").put("since", since);
        };
    }

    private static ConnectionState readState(Item item, Instant connectedAt) {
        String kind = item.text("kind");
        Instant since = item.maybeInstant("since").orElse(connectedAt);
        return switch (kind) {
            case "active" -> new ConnectionState.Active();
            case "needs-reconnect" ->
                new ConnectionState.NeedsReconnect(item.text("reason"), since, item.maybeText("claims"));
            case "needs-administrator" -> new ConnectionState.NeedsAdministrator(item.text("reason"), since);
            case "disconnected" -> new ConnectionState.Disconnected(since);
            default -> throw new UnreadableItem("A stored connection is in the unknown state '" + kind + "'");
        };
    }

    private static List<String> words(Set<Service> services) {
        return services.stream().map(Service::word).toList();
    }

    /** A service that this version does not know is left out: it does nothing for it. */
    private static Set<Service> services(Set<String> words) {
        return words.stream().flatMap(word -> Service.of(word).stream()).collect(Collectors.toSet());
    }

    private static Set<Unfinished> marks(Set<String> words) {
        return words.stream().flatMap(word -> Unfinished.of(word).stream()).collect(Collectors.toSet());
    }
}
