package io.syncline.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.When;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the functions need of AWS, whoever plays AWS: LocalStack and the embedded services pass the same. */
abstract class CloudSuite {

    /** The cloud that the test runs on. */
    protected abstract RunningCloud cloud();

    @Test
    void every_table_of_the_template_is_there_with_its_keys_and_indexes() {
        for (Resource table : cloud().cloud().stack().resources("AWS::DynamoDB::Table")) {
            JsonNode described = aws("dynamodb")
                    .call("DynamoDB_20120810.DescribeTable", object("TableName", reference(table)))
                    .path("Table");

            assertThat(described.path("KeySchema"))
                    .as(table.id())
                    .isEqualTo(cloud().cloud().stack().property(table, "KeySchema"));
            assertThat(described.path("GlobalSecondaryIndexes").findValuesAsText("IndexName"))
                    .as(table.id())
                    .containsExactlyInAnyOrderElementsOf(cloud().cloud()
                            .stack()
                            .property(table, "GlobalSecondaryIndexes")
                            .findValuesAsText("IndexName"));
        }
    }

    @Test
    void every_queue_that_feeds_a_function_has_its_dead_letter_queue() {
        for (Resource queue : cloud().cloud().stack().resources("AWS::SQS::Queue")) {
            ObjectNode request = object("QueueUrl", reference(queue));
            request.putArray("AttributeNames").add("All");
            JsonNode attributes =
                    aws("sqs").call("AmazonSQS.GetQueueAttributes", request).path("Attributes");

            assertThat(attributes.has("RedrivePolicy"))
                    .as(queue.id())
                    .isEqualTo(queue.properties().has("RedrivePolicy"));
        }
    }

    @Test
    void a_key_opens_only_what_was_closed_for_the_same_organisation() {
        ObjectNode encrypt = object("KeyId", reference("VaultKey")).put("Plaintext", "aGVsbG8=");
        encrypt.putObject("EncryptionContext").put("organisation", "one");
        String blob = aws("kms")
                .call("TrentService.Encrypt", encrypt)
                .path("CiphertextBlob")
                .asText();
        ObjectNode same = object("CiphertextBlob", blob);
        same.putObject("EncryptionContext").put("organisation", "one");
        ObjectNode other = object("CiphertextBlob", blob);
        other.putObject("EncryptionContext").put("organisation", "other");

        assertThat(aws("kms")
                        .call("TrentService.Decrypt", same)
                        .path("Plaintext")
                        .asText())
                .isEqualTo("aGVsbG8=");
        assertThatThrownBy(() -> aws("kms").call("TrentService.Decrypt", other))
                .hasMessageContaining("InvalidCiphertext");
    }

    @Test
    void the_providers_credentials_are_in_their_secret() {
        assertThat(aws("secretsmanager")
                        .call("secretsmanager.GetSecretValue", object("SecretId", reference("ProviderCredentials")))
                        .path("SecretString")
                        .asText())
                .contains(cloud().cloud().simulators().googleClient().id());
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_job_goes_to_the_calendar_and_an_edit_comes_back(Provider provider) {
        Company company = new Company(cloud());
        Person tess = company.technician("tess");
        Mailbox calendar = company.account(provider, "tess");
        String connection = tess.connectAndChoose(calendar);

        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        assertThat(calendar.titles()).containsExactly("Boiler service");
        calendar.edit("Boiler service", event -> event.withTitle("Edited"));
        tess.sync(connection);

        assertThat(tess.job("J-1").path("title").asText()).isEqualTo("Edited");
    }

    @Test
    void an_event_of_the_bus_becomes_a_job() {
        Company company = new Company(cloud());
        ObjectNode detail =
                object("organisation", company.id()).put("schema", 1).put("id", "e-1");
        detail.set(
                "job",
                Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess")
                        .put("id", "J-1"));

        cloud().cloud().putEvent("crm", "JobAssigned", detail);
        cloud().settle();

        assertThat(company.dispatcher().placements("J-1")).isEqualTo(List.of("waiting"));
    }

    private AwsCalls aws(String service) {
        return cloud().cloud().aws(service);
    }

    private String reference(Resource resource) {
        return reference(resource.id());
    }

    private String reference(String logicalId) {
        return cloud().cloud().reference(logicalId);
    }

    private static ObjectNode object(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
