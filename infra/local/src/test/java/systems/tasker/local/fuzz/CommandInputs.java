package systems.tasker.local.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Command lines: a command with options and words that fit, then some accidents. What a command
 * could write to lies in one folder, and no command is drawn that would run a task to its end.
 */
final class CommandInputs implements Inputs<List<String>> {
    private static final List<String> COMMANDS =
            List.of(
                    "run", "retry", "cancel", "resolve", "skip", "tasks", "show", "compile",
                    "check", "schema", "explain", "graph");
    private static final List<String> FLAGS =
            List.of(
                    "--json",
                    "--check",
                    "--machine",
                    "--help",
                    "--failed",
                    "--stuck",
                    "--identity-hash");
    private static final List<String> ODD =
            List.of(
                    "",
                    " ",
                    "-",
                    "--",
                    "---",
                    "-x",
                    "-h",
                    "--version",
                    "--jsn",
                    "--json=true",
                    "@x",
                    "help",
                    "null",
                    "\u0000",
                    "a\u0000b",
                    "*",
                    "~",
                    "$HOME",
                    "%s%n",
                    "../..",
                    "0",
                    "-1",
                    "99999999999999999999",
                    "1e9",
                    "1e999999999",
                    "NaN",
                    "x".repeat(5_000),
                    "\u6f22\u5b57",
                    "\ud83d\ude80",
                    "\ud800",
                    "\u001b[31m",
                    "a b",
                    "'a'",
                    "\"a",
                    "a=b",
                    "=",
                    ",",
                    ":");

    private final Path folder;
    private final List<String> words;

    /**
     * Command lines in a folder.
     *
     * @param words names, ids and files that are there
     */
    CommandInputs(Path folder, List<String> words) {
        this.folder = folder;
        this.words = words;
    }

    @Override
    public List<String> drawn(Draw draw) {
        List<String> line = new ArrayList<>();
        line.add(draw.usually(40, () -> draw.one(COMMANDS), () -> draw.one(ODD)));
        for (int i = draw.one(0, 1, 1, 1, 2, 3); i > 0; i--) {
            line.add(word(draw));
        }
        for (int i = draw.one(0, 1, 1, 2, 3); i > 0; i--) {
            line.addAll(draw.oneIn(3) ? List.of(draw.one(FLAGS)) : option(draw));
        }
        for (int i = draw.one(0, 0, 0, 1, 2); i > 0; i--) {
            int at = draw.below(line.size());
            switch (draw.below(4)) {
                case 0 -> line.remove(at);
                case 1 -> line.add(at, draw.one(ODD));
                case 2 -> line.add(at, line.get(draw.below(line.size())));
                default -> line.set(at, Mutations.mutated(line.get(at), ODD, draw));
            }
            if (line.isEmpty()) {
                break;
            }
        }
        return confined(line);
    }

    private List<String> option(Draw draw) {
        return switch (draw.below(12)) {
            case 0, 1 -> List.of("--store", file(draw));
            case 2 -> List.of(draw.one("-o", "--output"), draw.one("-", file(draw), file(draw)));
            case 3 -> List.of("--input", file(draw));
            case 4 -> List.of("--limit", draw.one("1", "20", "0", "-1", draw.one(ODD)));
            case 5 -> List.of("--status", draw.one("error", "COMPLETE", "eror", draw.one(ODD)));
            case 6 -> List.of("--format", draw.one("json", "svg", "mermaid", draw.one(ODD)));
            case 7 -> List.of("--price", draw.one("25", "-1", "0.1", draw.one(ODD)));
            case 8 -> List.of(draw.one("--durations", "--template"), file(draw));
            case 9 -> List.of("--since", draw.one("1h", "2026-01-01", "0s", draw.one(ODD)));
            case 10 -> List.of("--rate", draw.one("5", "0", "-1", draw.one(ODD)));
            default ->
                    List.of(
                            draw.one(
                                    "--from",
                                    "--reason",
                                    "--results",
                                    "--bypass",
                                    "--idempotency-key",
                                    "--error-code",
                                    "--environment",
                                    "--from-task",
                                    "--namespace",
                                    "--name",
                                    "--fault"),
                            word(draw));
        };
    }

    private String word(Draw draw) {
        return draw.usually(6, () -> draw.one(words), () -> draw.one(ODD));
    }

    private String file(Draw draw) {
        return draw.usually(4, () -> draw.one(words), () -> folder.resolve("new").toString());
    }

    /** With each word that could name a file to write within the folder. */
    private List<String> confined(List<String> line) {
        List<String> confined = new ArrayList<>();
        String before = "";
        for (String word : line) {
            boolean writes = before.matches("--(store|output)|-[a-z]*o");
            String written = word;
            if (writes && !word.equals("-")) {
                written = inFolder(word);
            } else if (word.matches("(?s)--(store|output)=.*")) {
                written = word.replaceFirst("=.*", "=" + folder.resolve("other"));
            } else if (word.matches("(?s)-[a-z]*o.+")) {
                written = "-o" + folder.resolve("other");
            }
            confined.add(written);
            before = word;
        }
        return confined;
    }

    private String inFolder(String word) {
        return word.startsWith(folder + "/") && !word.contains("..")
                ? word
                : folder + "/" + word.replace("..", "");
    }

    @Override
    public int size(List<String> line) {
        return line.stream().mapToInt(String::length).sum();
    }

    @Override
    public String shown(List<String> line) {
        return BytesInputs.visible(String.join("\n", line));
    }

    @Override
    public List<String> smallest(List<String> line, Predicate<List<String>> same) {
        return new Reduction().of(line, same);
    }
}
