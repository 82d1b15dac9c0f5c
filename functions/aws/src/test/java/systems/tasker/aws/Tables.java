package systems.tasker.aws;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table as `template.yaml` has it. */
final class Tables {
    private Tables() {}

    static void create(DynamoDbClient client, String name) {
        client.createTable(
                request ->
                        request.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        text(Keys.PARTITION),
                                        text(Keys.SORT),
                                        text(Keys.STATUS),
                                        text(Keys.CREATED))
                                .keySchema(keys(Keys.PARTITION, Keys.SORT))
                                .globalSecondaryIndexes(
                                        GlobalSecondaryIndex.builder()
                                                .indexName(Keys.BY_STATUS)
                                                .keySchema(keys(Keys.STATUS, Keys.CREATED))
                                                .projection(
                                                        projection ->
                                                                projection
                                                                        .projectionType(
                                                                                ProjectionType
                                                                                        .INCLUDE)
                                                                        .nonKeyAttributes(
                                                                                "namespace",
                                                                                "name"))
                                                .build()));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static List<KeySchemaElement> keys(String hash, String range) {
        return List.of(
                KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
    }
}
