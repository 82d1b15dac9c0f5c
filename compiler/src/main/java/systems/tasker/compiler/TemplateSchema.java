package systems.tasker.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema of the template language, for editors: it never rejects what the compiler
 * accepts. What needs more than one look, such as a dependency on an unknown step, only the
 * compiler sees.
 */
public final class TemplateSchema {
    private static final String RESOURCE = "/tasker/task-template.schema.json";

    private TemplateSchema() {}

    /** Its text. */
    public static String text() {
        try (InputStream in = TemplateSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
