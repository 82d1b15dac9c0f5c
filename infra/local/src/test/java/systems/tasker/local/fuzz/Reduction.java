package systems.tasker.local.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Removes parts, half of them first and single ones in the end, for as long as that works and there
 * is time.
 */
final class Reduction {
    private static final long NANOS = 5_000_000_000L;

    private final long until = System.nanoTime() + NANOS;

    <P> List<P> of(List<P> parts, Predicate<List<P>> same) {
        List<P> left = parts;
        for (int size = Math.max(1, parts.size() / 2); size > 0; size /= 2) {
            int from = 0;
            while (from < left.size() && System.nanoTime() < until) {
                List<P> fewer = new ArrayList<>(left.subList(0, from));
                fewer.addAll(left.subList(Math.min(left.size(), from + size), left.size()));
                if (same.test(fewer)) {
                    left = fewer;
                } else {
                    from += size;
                }
            }
        }
        return left;
    }

    /** First by lines, then by characters. */
    String of(String text, Predicate<String> same) {
        List<String> lines = List.of(text.split("(?<=\n)"));
        String fewer = String.join("", of(lines, left -> same.test(String.join("", left))));
        List<String> characters = List.of(fewer.split(""));
        return String.join("", of(characters, left -> same.test(String.join("", left))));
    }
}
