package systems.tasker.protocol.explorer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What is explored: a Parallel whose branches hold steps and gates, and what may happen to it.
 *
 * @param branches what stands in each
 * @param failing steps that fail for good in the first run
 * @param flaky steps whose first attempt fails
 * @param retryLimit of each step
 * @param healing whether a gate that registers again says so, and so looks for what it has missed
 */
record Scenario(
        List<List<Place>> branches,
        Set<String> failing,
        Set<String> flaky,
        int retryLimit,
        Chances chances,
        boolean healing,
        Flaw flaw) {

    /**
     * Branches as {@code "a"}, {@code "b c<b"} and {@code "[a b] d<a,b"}: steps with their
     * dependencies, and gates with what they wait for.
     */
    static Scenario of(String... branches) {
        List<List<Place>> places = new ArrayList<>();
        for (String branch : branches) {
            places.add(branch(branch, branches));
        }
        return new Scenario(places, Set.of(), Set.of(), 1, Chances.NONE, true, Flaw.NONE);
    }

    private static List<Place> branch(String branch, String[] all) {
        List<Place> places = new ArrayList<>();
        String text = branch;
        if (branch.startsWith("[")) {
            String waits = branch.substring(1, branch.indexOf(']'));
            text = branch.substring(branch.indexOf(']') + 2);
            places.add(new Place.OfGate(gateOf(branch), List.of(waits.split(" ", -1))));
        }
        for (String step : text.split(" ", -1)) {
            String[] parts = step.split("<", -1);
            List<String> dependsOn =
                    parts.length == 1 ? List.of() : List.of(parts[1].split(",", -1));
            places.add(new Place.OfStep(parts[0], dependsOn, gatesBehind(parts[0], all)));
        }
        return places;
    }

    private static String gateOf(String branch) {
        return branch.substring(branch.indexOf(']') + 2).split("[< ]", -1)[0];
    }

    private static List<String> gatesBehind(String step, String[] branches) {
        List<String> gates = new ArrayList<>();
        for (String branch : branches) {
            if (branch.startsWith("[")
                    && List.of(branch.substring(1, branch.indexOf(']')).split(" ", -1))
                            .contains(step)) {
                gates.add(gateOf(branch));
            }
        }
        return gates;
    }

    Scenario failing(String... steps) {
        return new Scenario(branches, Set.of(steps), flaky, retryLimit, chances, healing, flaw);
    }

    Scenario flaky(String... steps) {
        return new Scenario(branches, failing, Set.of(steps), retryLimit, chances, healing, flaw);
    }

    Scenario retryLimit(int limit) {
        return new Scenario(branches, failing, flaky, limit, chances, healing, flaw);
    }

    Scenario with(Chances what) {
        return new Scenario(branches, failing, flaky, retryLimit, what, healing, flaw);
    }

    Scenario withoutHealing() {
        return new Scenario(branches, failing, flaky, retryLimit, chances, false, flaw);
    }

    Scenario with(Flaw what) {
        return new Scenario(branches, failing, flaky, retryLimit, chances, healing, what);
    }

    /** The names of all steps. */
    SequencedSet<String> steps() {
        SequencedSet<String> steps = new LinkedHashSet<>();
        for (List<Place> branch : branches) {
            for (Place place : branch) {
                if (place instanceof Place.OfStep step) {
                    steps.add(step.name());
                }
            }
        }
        return steps;
    }

    /** What a step depends on. */
    List<String> dependenciesOf(String name) {
        return branches.stream()
                .flatMap(List::stream)
                .filter(place -> place instanceof Place.OfStep && place.name().equals(name))
                .map(place -> ((Place.OfStep) place).dependsOn())
                .findFirst()
                .orElseThrow();
    }
}
