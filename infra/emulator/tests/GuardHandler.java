import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function without libraries: what it does depends on the `do` of its input. */
public final class GuardHandler implements RequestStreamHandler {

    /** What a Retry block of the test's machine names. */
    public static final class GuardFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        GuardFailure(String message) {
            super(message);
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        String request = new String(input.readAllBytes());
        String answer =
                switch (field(request, "do")) {
                    case "store" -> store(field(request, "id"));
                    case "fail first" -> failFirst(field(request, "id"));
                    case "send token" -> sendToken(field(request, "token"));
                    case "sleep and fail" -> sleepAndFail();
                    default -> throw new IllegalArgumentException(request);
                };
        output.write(answer.getBytes());
    }

    /** Writes an item and answers with what it reads back, and with the JVM it runs on. */
    private String store(String id) {
        aws("dynamodb", "DynamoDB_20120810.PutItem",
                "{\"TableName\":\"guard\",\"Item\":{\"id\":{\"S\":\"%s\"},\"text\":{\"S\":\"written\"}}}".formatted(id));
        String item = aws("dynamodb", "DynamoDB_20120810.GetItem",
                "{\"TableName\":\"guard\",\"Key\":{\"id\":{\"S\":\"%s\"}},\"ConsistentRead\":true}".formatted(id));
        return "{\"java\":\"%s\",\"item\":%s}".formatted(System.getProperty("java.version"), item);
    }

    /** Fails at the first call with an id, counting in the table. */
    private String failFirst(String id) {
        String count = aws("dynamodb", "DynamoDB_20120810.UpdateItem",
                ("{\"TableName\":\"guard\",\"Key\":{\"id\":{\"S\":\"%s\"}},\"UpdateExpression\":\"ADD calls :one\","
                                + "\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}},\"ReturnValues\":\"ALL_NEW\"}")
                        .formatted(id));
        int calls = Integer.parseInt(field(count, "N"));
        if (calls == 1) {
            throw new GuardFailure("the first call");
        }
        return "{\"calls\":%d}".formatted(calls);
    }

    private String sendToken(String token) {
        aws("states", "AWSStepFunctions.SendTaskSuccess",
                "{\"taskToken\":\"%s\",\"output\":\"{\\\"by\\\":\\\"token\\\"}\"}".formatted(token));
        return "{}";
    }

    private String sleepAndFail() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new GuardFailure("after a while");
    }

    private String aws(String service, String target, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL")))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", target)
                        .header("Authorization",
                                "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=none"
                                        .formatted(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_REGION"), service))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(target + ": " + response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(target, failure);
        }
    }

    /** A text field's value in JSON without escapes. */
    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException(json);
        }
        return matcher.group(1);
    }
}
