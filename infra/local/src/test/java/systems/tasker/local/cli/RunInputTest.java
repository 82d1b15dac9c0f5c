package systems.tasker.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static systems.tasker.local.cli.Typed.done;
import static systems.tasker.local.cli.Typed.failed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import systems.tasker.json.JsonObject;
import systems.tasker.local.project.Checkout;

/** The context that a run is given. */
class RunInputTest {
    @TempDir private Path folder = Path.of("");

    private Path store() {
        return folder.resolve("tasker.db");
    }

    private List<JsonObject> tasks() {
        return Typed.objects(done("tasks", "--store", store(), "--json").json());
    }

    static Stream<Arguments> invalidInputs() {
        String user = "{\"user_info\": {\"email\": \"a@example.com\", \"name\": \"A\"%s}}";
        return Stream.of(
                Arguments.of(
                        "a missing name",
                        "{\"user_info\": {\"email\": \"a@example.com\"}}",
                        "  /user_info/name: is required"),
                Arguments.of(
                        "a bad address",
                        "{\"user_info\": {\"email\": \"a@@example\", \"name\": \"A\"}}",
                        "  /user_info/email: does not match the email pattern"),
                Arguments.of(
                        "a wrong choice",
                        user.formatted(", \"plan\": \"gold\""),
                        "  /user_info/plan: does not have a value in the enumeration"),
                Arguments.of(
                        "a wrong type",
                        user.formatted(", \"phone\": 7"),
                        "  /user_info/phone: integer found, string expected"),
                Arguments.of("nothing", "{}", "  /user_info: is required"),
                Arguments.of("an array", "[]", "  the context must be a JSON object\n"),
                Arguments.of("no JSON", "{\"user_info\": }", "is not JSON: "),
                Arguments.of("no text", "", "is not JSON: The text is empty"),
                Arguments.of("nesting", "[".repeat(100_000) + "]".repeat(100_000), "is not JSON: "),
                Arguments.of(
                        "two megabytes of nesting",
                        "{\"a\":".repeat(350_000) + "1" + "}".repeat(350_000),
                        "has more than 1048576 bytes; a context may have 262144"),
                Arguments.of(
                        "a long text",
                        user.formatted(", \"phone\": \"" + "1".repeat(300_000) + "\""),
                        "262144 are allowed"),
                Arguments.of(
                        "a correlation id with a line end",
                        user.formatted("}, \"correlation_id\": \"a\\nb\", \"x\": {"),
                        "  /correlation_id: must be 1 to 128 visible ASCII characters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidInputs")
    void anInvalidInputIsToldAndNothingIsStoredOrCalled(String what, String text, String message)
            throws IOException {
        Path input = Files.writeString(folder.resolve("input.json"), text);
        Typed typed = failed("run", "user_registration", "--store", store(), "-i", input);
        assertTrue(typed.err().contains(message), typed.err());
        assertTrue(typed.err().length() < 2000, what);
        assertEquals("", typed.out());
        assertEquals(List.of(), tasks());
        Path log = folder.resolve("services.log");
        assertTrue(!Files.exists(log) || Files.size(log) == 0);
    }

    @Test
    void whatIsNotJsonIsNamedByItsFile() throws IOException {
        Path input = Files.writeString(folder.resolve("input.json"), "{\n  nonsense\n}");
        Typed typed = failed("run", "user_registration", "--store", store(), "-i", input);
        assertTrue(typed.err().contains("The input in " + input + " is not JSON"), typed.err());
        assertTrue(typed.err().contains("(line 2, column "), typed.err());
    }

    @Test
    void theViolationsOfAnInputAreToldAsJsonWhereThatIsAskedFor() {
        Path input = Checkout.exampleFile("invalid");
        JsonObject error =
                failed("run", "user_registration", "--store", store(), "-i", input, "--json")
                        .object()
                        .object("error");
        assertEquals("INVALID_CONTEXT", error.value("reason"));
        assertTrue(
                Typed.objects(error.value("violations")).stream()
                        .anyMatch(violation -> "/user_info/email".equals(violation.value("path"))));
    }

    @Test
    void anInputComesFromStandardInput() throws IOException {
        InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream(
                        Checkout.text(Checkout.exampleFile("free"))
                                .getBytes(StandardCharsets.UTF_8)));
        try {
            JsonObject task =
                    done("run", "user_registration", "--store", store(), "-i", "-", "--json")
                            .object();
            assertEquals("free", task.value("annotations", "plan_type"));
        } finally {
            System.setIn(before);
        }
    }
}
