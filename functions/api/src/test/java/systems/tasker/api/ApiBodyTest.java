package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import systems.tasker.json.Json;
import systems.tasker.service.TaskService;

/** What is said of bodies, whatever they are for. */
class ApiBodyTest extends ApiFixture {
    private Event event() {
        return Event.of("POST", "/tasks").header("Content-Type", "application/json");
    }

    @Test
    void aBodyInBase64IsRead() {
        String id = ask(event().bytes(Json.bytes(diamond()))).is(201).text("task_id");
        assertTrue(store.task(id).isPresent());
    }

    @Test
    void textOfAllLanguagesArrivesAsItWasSent() {
        Map<String, Object> body = diamond();
        body.put("context", Map.of("customer", Map.of("email", "a@b.cd", "name", "Ådå 😀 \u0000")));
        String id = post("/tasks", body).is(201).text("task_id");
        assertEquals("Ådå 😀 \u0000", get("/tasks/" + id).text("context", "customer", "name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void jsonIsTakenUnderAllItsNames(String type) {
        ask(Event.of("POST", "/tasks").header("content-type", type).text(Json.write(diamond())))
                .is(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/json; charset=iso-8859-1",
                "application/json, text/plain",
                ""
            })
    void otherContentIsNot(String type) {
        Answer answer =
                ask(
                        Event.of("POST", "/tasks")
                                .header("Content-Type", type)
                                .text(Json.write(diamond())));
        answer.isProblem(415, "unsupported-content-type");
        assertEquals("application/json", answer.header("Accept"));
    }

    @Test
    void contentWithoutATypeIsNotEither() {
        ask(Event.of("POST", "/tasks").text("{}")).isProblem(415, "unsupported-content-type");
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        Map<String, Object> body = diamond();
        body.put("name", "x".repeat(Body.LIMIT));
        String text = Json.write(body);
        Answer answer = ask(event().text(text)).isProblem(413, "too-large");
        assertEquals(
                "The body has %d bytes; %d are allowed".formatted(text.length(), Body.LIMIT),
                answer.detail());
        ask(event().bytes(text.getBytes(StandardCharsets.UTF_8))).isProblem(413, "too-large");
    }

    @Test
    void aContextOverItsLimitIsTooLarge() {
        Map<String, Object> body = diamond();
        body.put("context", Map.of("text", "x".repeat(TaskService.MAX_CONTEXT_BYTES)));
        assertTrue(
                post("/tasks", body)
                        .isProblem(413, "too-large")
                        .detail()
                        .startsWith("The context has "));
    }

    @Test
    void aContextAtItsLimitIsTaken() {
        Map<String, Object> body = diamond();
        body.put("name", "anything");
        body.put("context", Map.of("t", "x".repeat(TaskService.MAX_CONTEXT_BYTES - 8)));
        post("/tasks", body).is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\": }", "{\"a\": 1} {}", "{\"a\": NaN}", "{'a': 1}", " "})
    void brokenJsonIsToldByItsPlace(String text) {
        String detail = ask(event().text(text)).isProblem(400, "invalid-json").detail();
        assertTrue(detail.matches("(?s).*line \\d+.*|.*\\d+:\\d+.*"), detail);
    }

    @Test
    void noBodyIsNoJson() {
        ask(event()).isProblem(400, "invalid-json");
        ask(event().text("")).isProblem(400, "invalid-json");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        String detail =
                ask(event().text("{\"name\": \"diamond\", \"name\": \"other\"}"))
                        .isProblem(400, "invalid-json")
                        .detail();
        assertTrue(detail.contains("name"), detail);
        ask(event().text("{\"name\": \"diamond\", \"context\": {\"a\": 1, \"a\": 2}}"))
                .isProblem(400, "invalid-json");
    }

    @Test
    void deepNestingIsRefused() {
        ask(event().text("{\"context\":" + "[".repeat(100_000))).isProblem(400, "invalid-json");
        ask(event().text("{\"context\":" + "{\"a\":".repeat(300) + "1" + "}".repeat(301)))
                .isProblem(400, "invalid-json");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        ask(event().bytes(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}))
                .isProblem(400, "invalid-json");
    }

    @Test
    void whatIsNoBase64IsRefused() {
        Event broken = event().bytes(new byte[] {1});
        ask(new Event("POST", "/tasks", broken.headers(), broken.parameters(), "%%%", true))
                .isProblem(400, "invalid-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\"", "true"})
    void otherJsonThanAnObjectIsRefused(String text) {
        assertEquals(
                ": must be a JSON object",
                ask(event().text(text)).isProblem(400, "invalid-request").violations());
    }

    @Test
    void aNameInTheBodyIsAJsonPointerInTheAnswer() {
        assertEquals(
                "/a~1b~0c: is not known; known are: reason",
                post("/tasks/" + created() + "/cancel", Map.of("a/b~c", 1, "reason", "why"))
                        .isProblem(400, "invalid-request")
                        .violations());
    }
}
