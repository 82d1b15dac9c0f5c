package systems.tasker.local.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Predicate;

/** Inputs that are files: text, or what should be. */
abstract class BytesInputs implements Inputs<byte[]> {
    private static final int MOST_SHOWN = 4_000;

    @Override
    public int size(byte[] input) {
        return input.length;
    }

    @Override
    public String shown(byte[] input) {
        try {
            return visible(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString());
        } catch (CharacterCodingException e) {
            return "bytes "
                    + HexFormat.of().formatHex(input, 0, Math.min(input.length, MOST_SHOWN));
        }
    }

    /** A text with the numbers of what a terminal does not show as it is, or not at all. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MOST_SHOWN)
                .forEach(
                        c -> {
                            if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f)) {
                                shown.appendCodePoint(c);
                            } else {
                                shown.append("<U+%04X>".formatted(c));
                            }
                        });
        return shown.toString();
    }

    /** Bytes are the characters of ISO 8859-1. */
    @Override
    public byte[] smallest(byte[] input, Predicate<byte[]> same) {
        return new Reduction()
                .of(
                        new String(input, StandardCharsets.ISO_8859_1),
                        left -> same.test(left.getBytes(StandardCharsets.ISO_8859_1)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
