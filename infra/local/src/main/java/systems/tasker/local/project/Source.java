package systems.tasker.local.project;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.Compiler;
import systems.tasker.compiler.check.ClassPath;

/**
 * The text of a template file.
 *
 * @param file as given, and as diagnostics name it
 */
public record Source(Path file, String text) {
    /** Far more than the compiler takes: it says so itself. */
    private static final long LIMIT = 16L * 1024 * 1024;

    /**
     * Reads a file.
     *
     * @throws UnreadableSource with a sentence that names the file
     */
    public static Source read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UnreadableSource("`" + file + "` is a folder, not a template");
            }
            if (Files.size(file) > LIMIT) {
                throw new UnreadableSource("`" + file + "` is far too large for a template");
            }
            String text = Files.readString(file);
            return new Source(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            throw new UnreadableSource("There is no file `" + file + "`");
        } catch (CharacterCodingException e) {
            throw new UnreadableSource("`" + file + "` is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableSource("`" + file + "` cannot be read: " + e.getMessage());
        }
    }

    /** What the compiler makes of it in an environment; empty for the template as it is. */
    public Compilation compiled(ClassPath classes, Optional<String> environment) {
        return new Compiler(classes).compile(file.toString(), text, environment);
    }

    /** A file that cannot be read as a template. */
    public static final class UnreadableSource extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableSource(String message) {
            super(message, null, false, false);
        }
    }
}
