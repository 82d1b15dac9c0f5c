package systems.tasker.local.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text as it is after an accident. */
final class Mutations {
    /** Characters that programs stumble over, in any language. */
    static final List<String> CHARACTERS =
            List.of(
                    "\u0000",
                    "\u0001",
                    "\u0007",
                    "\b",
                    "\u001b[31m",
                    "\u007f",
                    "\u0085",
                    "\u00a0",
                    "\u00ad",
                    "\u200b",
                    "\u200d",
                    "\u2028",
                    "\u2029",
                    "\u202e",
                    "\ufeff",
                    "\ufffd",
                    "\ufffe",
                    "\uffff",
                    "\ud83d\ude80",
                    "\ud800",
                    "\udc00",
                    "\udbff\udfff",
                    "e\u0301\u0301\u0301",
                    "\u6f22\u5b57",
                    "\u0130",
                    "\u00df",
                    "\t",
                    "\r",
                    "\r\n",
                    "\n",
                    " ",
                    "\"",
                    "'",
                    "`",
                    "\\",
                    "/",
                    ":",
                    "#",
                    "%",
                    "&",
                    "*",
                    "?",
                    "|",
                    ">",
                    "-",
                    ",",
                    "{",
                    "}",
                    "[",
                    "]",
                    "$",
                    "@",
                    "!",
                    "~",
                    "=",
                    "<",
                    "0",
                    ".");

    private static final int LARGE = 2_000_000;

    private Mutations() {}

    /**
     * The text with some accidents, most often none.
     *
     * @param words that mean something in its language
     */
    static String mutated(String text, List<String> words, Draw draw) {
        String mutated = text;
        for (int times = draw.one(0, 0, 0, 0, 1, 1, 1, 2, 3, 8); times > 0; times--) {
            mutated = once(mutated, words, draw);
        }
        return mutated;
    }

    private static String once(String text, List<String> words, Draw draw) {
        int from = draw.below(text.length() + 1);
        int to = Math.min(text.length(), from + draw.one(0, 1, 1, 2, 5, 20, 100));
        String before = text.substring(0, from);
        String part = text.substring(from, to);
        String after = text.substring(to);
        return switch (draw.below(14)) {
            case 0 -> before + after;
            case 1 -> before;
            case 2 -> after;
            case 3 -> before + draw.one(CHARACTERS) + after;
            case 4 -> before + draw.one(words) + after;
            case 5 -> before + draw.one(words) + part + after;
            case 6 -> before + repeated(part, times(draw)) + after;
            case 7 -> before + repeated(draw.one(CHARACTERS), times(draw)) + after;
            case 8, 9, 10 -> lines(text, words, draw);
            case 11 -> text.replace("\n", draw.one("\r", "\r\n", "\n\n", " \n", "\u2028"));
            case 12 -> text.replace(draw.one(words), draw.one(words));
            default -> before + part.toUpperCase(java.util.Locale.ROOT) + after;
        };
    }

    private static String lines(String text, List<String> words, Draw draw) {
        String[] lines = text.split("(?<=\n)");
        int at = draw.below(lines.length);
        int other = draw.below(lines.length);
        String line = lines[at];
        switch (draw.below(8)) {
            case 0 -> lines[at] = line + line;
            case 1 -> lines[at] = "";
            case 2 -> lines[at] = " ".repeat(draw.between(1, 4)) + line;
            case 3 -> lines[at] = line.stripLeading();
            case 4 -> lines[at] = "\t" + line;
            case 5 -> lines[at] = line + lines[other];
            case 6 -> {
                lines[at] = lines[other];
                lines[other] = line;
            }
            default -> lines[at] = line.stripTrailing() + draw.one(words) + "\n";
        }
        return String.join("", lines);
    }

    private static int times(Draw draw) {
        return draw.oneIn(50) ? draw.one(1_000, 20_000) : draw.one(2, 3, 10, 50);
    }

    private static String repeated(String text, int times) {
        return text.repeat(Math.clamp(LARGE / Math.max(1, text.length()), 0, times));
    }

    /** As bytes: UTF-8, and seldom something else. */
    static byte[] bytes(String text, Draw draw) {
        if (!draw.oneIn(40)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes =
                text.getBytes(
                        draw.one(
                                StandardCharsets.UTF_8,
                                StandardCharsets.UTF_8,
                                StandardCharsets.UTF_16,
                                StandardCharsets.UTF_16LE,
                                StandardCharsets.ISO_8859_1));
        for (int times = draw.below(4); times > 0 && bytes.length > 0; times--) {
            bytes[draw.below(bytes.length)] = (byte) draw.below(256);
        }
        return bytes;
    }
}
