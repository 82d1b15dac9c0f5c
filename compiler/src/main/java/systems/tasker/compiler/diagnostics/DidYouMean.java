package systems.tasker.compiler.diagnostics;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the known name that someone probably meant. */
public final class DidYouMean {
    private static final int MAX_DISTANCE = 2;

    private DidYouMean() {}

    /** The nearest known name within an edit distance of two. */
    public static Optional<String> among(Collection<String> known, String written) {
        String best = null;
        int bestDistance = Math.min(MAX_DISTANCE, Math.max(1, written.length() / 2)) + 1;
        for (String name : known) {
            int distance = distance(name, written);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The hint that says so, or null. */
    public static @Nullable String hint(Collection<String> known, String written) {
        return among(known, written).map(name -> "Did you mean `" + name + "`?").orElse(null);
    }

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
            return MAX_DISTANCE + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
