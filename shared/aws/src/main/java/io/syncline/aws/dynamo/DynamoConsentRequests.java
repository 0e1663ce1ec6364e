package io.syncline.aws.dynamo;

import io.syncline.authorisation.ConsentRequest;
import io.syncline.authorisation.ConsentRequests;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Requests for an administrator's consent in the pending table: {@code id = consent#<org>#<provider>#<user>}. They
 * expire after 31 days, a day after the last link of theirs. Ids of started connections hold no {@code #}.
 */
public final class DynamoConsentRequests implements ConsentRequests {

    private static final Duration KEPT = Duration.ofDays(31);

    private final Table table;

    public DynamoConsentRequests(Table table) {
        this.table = table;
    }

    @Override
    public Optional<ConsentRequest> find(OrganisationId organisation, UserId user, Provider provider) {
        return table.get(key(organisation, user, provider)).map(DynamoConsentRequests::read);
    }

    @Override
    public void put(ConsentRequest request) {
        Item item = Item.whole()
                .put("id", id(request.organisation(), request.user(), request.provider()))
                .put("organisation", request.organisation().value())
                .put("user", request.user().value())
                .put("provider", request.provider().word())
                .put("services", request.services().stream().map(Service::word).toList())
                .put("askedAt", request.askedAt())
                .putInstant("answeredAt", request.answeredAt())
                .put("expiresAt", request.askedAt().plus(KEPT).getEpochSecond());
        table.client().putItem(put -> put.tableName(table.name()).item(item.attributes()));
    }

    @Override
    public void remove(OrganisationId organisation, UserId user, Provider provider) {
        table.client().deleteItem(delete -> delete.tableName(table.name()).key(key(organisation, user, provider)));
    }

    private static ConsentRequest read(Item item) {
        return new ConsentRequest(
                new OrganisationId(item.text("organisation")),
                new UserId(item.text("user")),
                DetailsForm.readWord(Provider.class, item, "provider"),
                item.words("services").stream()
                        .flatMap(word -> Service.of(word).stream())
                        .collect(Collectors.toSet()),
                item.instant("askedAt"),
                item.maybeInstant("answeredAt"));
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, UserId user, Provider provider) {
        return Map.of("id", AttributeValue.fromS(id(organisation, user, provider)));
    }

    private static String id(OrganisationId organisation, UserId user, Provider provider) {
        return String.join("#", "consent", organisation.value(), provider.word(), user.value());
    }
}
