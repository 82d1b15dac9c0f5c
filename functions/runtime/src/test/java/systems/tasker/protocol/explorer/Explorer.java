package systems.tasker.protocol.explorer;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explores a scenario: depth first through all that may happen next, in every order. Functions run
 * up to one call at a time: from their beginning with the results that their earlier calls had, so
 * that there are no threads and each state can be left in more than one way. A state that was seen
 * before, on whatever path, is not entered again, but its schedules are counted.
 */
final class Explorer {
    private final Map<Fingerprint, BigInteger> seen = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<String> stuck = new ArrayList<>();
    private final List<String> early = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private int ends;

    private Explorer() {}

    static Report explore(Scenario scenario) {
        Explorer explorer = new Explorer();
        BigInteger schedules = explorer.schedules(new World(scenario));
        return new Report(
                schedules,
                explorer.seen.size(),
                explorer.ends,
                explorer.stuck,
                explorer.early,
                explorer.late);
    }

    private BigInteger schedules(World world) {
        Fingerprint key = world.fingerprint();
        BigInteger known = seen.get(key);
        if (known != null) {
            return known;
        }
        List<World.Next> next = new ArrayList<>(world.next());
        if (world.isQuiet()) {
            next.addAll(atLast(world));
        }
        BigInteger schedules = next.isEmpty() ? BigInteger.ONE : BigInteger.ZERO;
        for (World.Next move : next) {
            path.addLast(move.what());
            move.world().early().forEach(what -> early.add(found(what)));
            schedules = schedules.add(schedules(move.world()));
            path.removeLast();
        }
        if (next.isEmpty()) {
            ends++;
            note(stuck, world.wrong());
        }
        seen.put(key, schedules);
        return schedules;
    }

    /** Where nothing happens any more by itself, the time-outs of gates come. */
    private List<World.Next> atLast(World world) {
        List<World.Next> next = new ArrayList<>();
        for (Strand strand : world.gated()) {
            if (world.isDue(strand) && !strand.forced()) {
                late.add(found(strand.key() + " waits though all have ended"));
                next.add(world.forced(strand));
            }
        }
        if (next.isEmpty()) {
            world.gated().forEach(strand -> stuck.add(found(strand.key() + " waits for ever")));
        }
        return next;
    }

    private void note(List<String> list, @Nullable String what) {
        if (what != null) {
            list.add(found(what));
        }
    }

    private String found(String what) {
        return what + ": " + String.join(", ", path);
    }
}
