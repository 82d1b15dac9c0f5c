package systems.tasker.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class StateMachineWriterTest {

    private static Branch nested(int levels) {
        SequencedMap<String, State> states = new LinkedHashMap<>();
        String name = "s" + levels;
        states.put(
                name,
                levels == 0
                        ? new State.Succeed(null, null)
                        : new State.Parallel(
                                null,
                                List.of(nested(levels - 1)),
                                null,
                                List.of(),
                                List.of(),
                                new LinkedHashMap<>(),
                                null,
                                null));
        return new Branch(name, states);
    }

    @Test
    void parallelsNestedThreeHundredDeepAreWritten() {
        String json = StateMachineWriter.compact(new StateMachine(null, null, nested(300)));
        assertEquals(300, json.split("Branches", -1).length - 1);
    }
}
