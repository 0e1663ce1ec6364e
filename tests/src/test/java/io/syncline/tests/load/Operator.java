package io.syncline.tests.load;

import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.local.cloud.LocalCloud;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Somebody with every permission in the account: looks into tables and puts rows where no function would. */
public final class Operator {

    private final LocalCloud cloud;
    private final DynamoDbClient dynamo;

    public Operator(LocalCloud cloud) {
        this.cloud = cloud;
        this.dynamo = new AwsClients(new Environment(Worker.credentials(cloud, cloud.operatorKeyId()))).dynamo();
    }

    public DynamoDbClient dynamo() {
        return dynamo;
    }

    /** The row as it is stored. */
    Map<String, AttributeValue> row(String table, String organisation, String item) {
        return dynamo.getItem(request -> request.tableName(cloud.reference(table))
                        .key(Map.of(
                                "organisation", AttributeValue.fromS(organisation), "item", AttributeValue.fromS(item)))
                        .consistentRead(true))
                .item();
    }

    /** Stores the row whatever was there: a backup that is played back, say. */
    void put(String table, Map<String, AttributeValue> row) {
        dynamo.putItem(request -> request.tableName(cloud.reference(table)).item(row));
    }
}
