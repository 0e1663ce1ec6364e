package io.syncline.tests.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.tests.company.RunningCloud;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table as the operator sees them. */
public final class Rows {

    private Rows() {}

    /** Every row, as DynamoDB's JSON. */
    public static List<String> of(RunningCloud cloud, String logicalId) {
        List<String> rows = new ArrayList<>();
        ObjectNode scan = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", cloud.cloud().reference(logicalId))
                .put("ConsistentRead", true);
        JsonNode page;
        do {
            page = cloud.cloud().aws("dynamodb").call("DynamoDB_20120810.Scan", scan);
            page.path("Items").forEach(row -> rows.add(row.toString()));
            scan.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return rows;
    }
}
