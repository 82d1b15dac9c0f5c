package systems.tasker.compiler.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import systems.tasker.compiler.drawing.Picture.LineKind;
import systems.tasker.compiler.drawing.Picture.Spot;

final class NestedLayoutTest {
    private static FlowChart.Flow step(String name) {
        return new FlowChart.Single(new Node(name, name, Node.Kind.STEP));
    }

    private static FlowChart.Flow gate(String name) {
        return new FlowChart.Single(new Node(name, name, Node.Kind.GATE));
    }

    private static FlowChart.Flow sequence(FlowChart.Flow... parts) {
        return new FlowChart.Sequence(List.of(parts));
    }

    private static FlowChart.Flow parallel(FlowChart.Flow... branches) {
        return new FlowChart.Parallel(List.of(branches));
    }

    private static Picture picture(FlowChart.Flow flow, FlowChart.Wait... waits) {
        return NestedLayout.picture(new FlowChart("a machine", "for a test", flow, List.of(waits)));
    }

    private static Spot spot(Picture picture, String label) {
        return picture.spots().stream()
                .filter(spot -> spot.node().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Picture n() {
        return picture(
                sequence(
                        parallel(
                                sequence(step("a"), step("c")),
                                step("b"),
                                sequence(gate("g"), step("d"))),
                        step("Finalize")),
                new FlowChart.Wait("a", "g"),
                new FlowChart.Wait("b", "g"));
    }

    @Test
    void aGateStandsBelowWhatItWaitsForAndBelowABranchThatHasEnded() {
        Picture picture = n();
        Seen.check("n", picture);
        assertTrue(spot(picture, "g").y() > spot(picture, "a").bottom());
        assertEquals(spot(picture, "b").centre(), spot(picture, "g").centre());
        assertEquals(2, picture.lines().stream().filter(l -> l.kind() == LineKind.WAIT).count());
    }

    @Test
    void framesHoldTheirBranchesAndNothingElse() {
        Picture picture = n();
        assertEquals(1, picture.frames().size());
        for (String inside : List.of("a", "b", "c", "d", "g")) {
            assertEquals(1, Seen.frames(picture, inside), inside);
        }
        assertEquals(0, Seen.frames(picture, "Finalize"));
    }

    @Test
    void manySingleBranchesStandInABlock() {
        FlowChart.Flow[] branches = new FlowChart.Flow[40];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = step("part" + i);
        }
        Picture picture = picture(sequence(step("split"), parallel(branches), step("join")));
        Seen.check("block", picture);
        assertTrue(picture.width() < 2 * picture.height(), picture.width() + " wide");
    }

    @Test
    void randomMachinesAreInOrder() {
        for (int seed = 1; seed <= 40; seed++) {
            RandomMachine machine = new RandomMachine(seed);
            Seen.check("seed " + seed, machine.picture());
        }
    }

    @Test
    void theSameMachineGivesTheSameBytes() {
        FlowChart chart = new RandomMachine(3).chart();
        assertEquals(Drawing.svg(chart), Drawing.svg(chart));
    }

    /** Steps and gates in random nesting: a gate waits for steps that were made before it. */
    private static final class RandomMachine {
        private final Random random;
        private final List<FlowChart.Wait> waits = new ArrayList<>();
        private int number;

        RandomMachine(long seed) {
            random = new Random(seed);
        }

        Picture picture() {
            return NestedLayout.picture(chart());
        }

        FlowChart chart() {
            FlowChart.Flow body = sequence(flow(3, new ArrayList<>()), step("Finalize"));
            return new FlowChart("random", "", body, waits);
        }

        private FlowChart.Flow flow(int depth, List<String> beside) {
            List<FlowChart.Flow> parts = new ArrayList<>();
            if (beside.size() > 2 && random.nextInt(3) == 0) {
                String gate = "gate" + number++;
                parts.add(gate(gate));
                for (int i = 0; i < 2; i++) {
                    String waitedFor = beside.get(random.nextInt(beside.size()));
                    waits.add(new FlowChart.Wait(waitedFor, gate));
                }
            }
            List<String> made = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                if (depth > 0 && random.nextInt(3) == 0) {
                    List<FlowChart.Flow> branches = new ArrayList<>();
                    List<String> inside = new ArrayList<>();
                    for (int branch = random.nextInt(4) + 2; branch > 0; branch--) {
                        branches.add(flow(depth - 1, inside));
                    }
                    made.addAll(inside);
                    parts.add(new FlowChart.Parallel(branches));
                } else {
                    String name = "step_" + number++;
                    made.add(name);
                    parts.add(step(name));
                }
            }
            beside.addAll(made);
            return parts.size() == 1 ? parts.getFirst() : new FlowChart.Sequence(parts);
        }
    }
}
