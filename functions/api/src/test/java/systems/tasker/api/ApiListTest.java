package systems.tasker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiListTest extends ApiFixture {
    private static Event list() {
        return Event.of("GET", "/tasks");
    }

    private static List<String> ids(Answer page) {
        return page.is(200).objects("tasks").stream()
                .map(task -> task.text("task_id").orElseThrow())
                .toList();
    }

    @Test
    void anEmptyListIsAList() {
        Answer answer = get("/tasks").is(200);
        assertEquals(List.of(), ids(answer));
        assertEquals(null, answer.json().value("next_page_token"));
    }

    @Test
    void theNewestComesFirst() {
        String first = created();
        String second = created();
        assertEquals(List.of(second, first), ids(get("/tasks")));
    }

    @Test
    void pagesHaveEachTaskOnceAndTheLastHasNoToken() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.addFirst(created());
        }
        List<String> seen = new ArrayList<>();
        Event next = list().parameter("limit", "3");
        for (int page = 0; page < 3; page++) {
            Answer answer = ask(next);
            seen.addAll(ids(answer));
            if (page < 2) {
                next =
                        list().parameter("limit", "3")
                                .parameter("page_token", answer.text("next_page_token"));
            } else {
                assertEquals(null, answer.json().value("next_page_token"));
            }
        }
        assertEquals(created, seen);
    }

    @Test
    void aPageThatIsJustFullHasNoNextOne() {
        created();
        created();
        assertEquals(
                null, ask(list().parameter("limit", "2")).is(200).json().value("next_page_token"));
    }

    @Test
    void whatIsCreatedBetweenTwoPagesDoesNotMoveTheSecond() {
        String first = created();
        String second = created();
        String token = ask(list().parameter("limit", "1")).text("next_page_token");
        created();
        assertEquals(List.of(first), ids(ask(list().parameter("page_token", token))));
        assertFalse(token.contains(second), token);
    }

    @Test
    void filtersLetThroughWhatTheyName() {
        String running = created();
        String failed = failed();
        String other =
                post(
                                "/tasks",
                                Map.of(
                                        "namespace",
                                        "tests",
                                        "name",
                                        "anything",
                                        "context",
                                        Map.of()))
                        .is(201)
                        .text("task_id");
        assertEquals(List.of(failed), ids(ask(list().parameter("status", "error"))));
        assertEquals(List.of(other), ids(ask(list().parameter("name", "anything"))));
        assertEquals(
                List.of(running),
                ids(
                        ask(
                                list().parameter("namespace", "tests")
                                        .parameter("name", "diamond")
                                        .parameter("status", "in_progress"))));
        assertEquals(List.of(), ids(ask(list().parameter("namespace", "elsewhere"))));
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,101",
        "limit,-1",
        "limit,ten",
        "limit,''",
        "limit,1e1",
        "limit,99999999999",
        "status,failed",
        "status,ERROR",
        "status,''"
    })
    void aValueThatAParameterCannotHaveIsRefused(String name, String value) {
        String violations =
                ask(list().parameter(name, value)).isProblem(400, "invalid-parameter").violations();
        assertTrue(violations.startsWith("?" + name + ": must be "), violations);
    }

    @Test
    void unknownAndRepeatedParametersAreRefusedTogether() {
        assertEquals(
                """
                ?stauts: is not known; known are: limit, name, namespace, page_token, status
                ?limit: is given more than once\
                """,
                ask(list().parameter("stauts", "error")
                                .parameter("limit", "1")
                                .parameter("limit", "2"))
                        .isProblem(400, "invalid-parameter")
                        .violations());
        assertEquals(
                "?verbose: is not known; there are none here",
                ask(Event.of("GET", "/handlers").parameter("verbose", ""))
                        .isProblem(400, "invalid-parameter")
                        .violations());
    }

    private static String token(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "x",
                "nonsense",
                "2026-11-25T10:00:00Z",
                "2026-11-25T10:00:00Z 0199",
                "yesterday 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21",
                "+1000000000-12-31T23:59:59Z 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21",
                "-1000000000-01-01T00:00:00Z 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21"
            })
    void aTokenThatNoListHasGivenIsRefused(String forged) {
        for (String text : List.of(forged, token(forged))) {
            assertEquals(
                    "?page_token: must be the `next_page_token` of a list",
                    ask(list().parameter("page_token", text))
                            .isProblem(400, "invalid-parameter")
                            .violations());
        }
    }

    @Test
    void aTokenOfATaskThatIsNotThereIsNoMoreThanAPlaceInTheList() {
        String id = created();
        String later = token("2099-01-01T00:00:00Z 0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21");
        assertEquals(List.of(id), ids(ask(list().parameter("page_token", later))));
    }
}
