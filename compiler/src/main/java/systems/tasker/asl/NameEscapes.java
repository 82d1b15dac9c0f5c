package systems.tasker.asl;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Writes the dollar sign of a name as its code, <code>u0024</code>, where the name has <code>${
 * </code>: the same JSON, but nothing that a deployment would fill in. Told of each name before it
 * is written.
 */
final class NameEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private static final SerializedString AS_IT_IS = new SerializedString("$");
    private static final SerializedString ESCAPED = new SerializedString("\\u0024");

    private boolean escaping;

    /** What follows is this name. */
    void begin(String name) {
        escaping = name.contains("${");
    }

    /** The name has been written. */
    void end() {
        escaping = false;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes['$'] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        if (character != '$') {
            return null;
        }
        return escaping ? ESCAPED : AS_IT_IS;
    }
}
