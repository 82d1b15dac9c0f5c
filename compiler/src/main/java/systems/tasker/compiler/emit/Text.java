package systems.tasker.compiler.emit;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.asl.Jsonata;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Text of a template on its way into a machine. Step Functions would evaluate a string that begins
 * with <code>{%</code> and ends with <code>%}</code>, and CloudFormation fills in <code>${x}</code>
 * : such a string goes out as a JSONata literal that gives it back as it was written.
 */
final class Text {
    private static final JsonFactory JSON = new JsonFactory();

    private Text() {}

    /** A JSON value in which every string stands for itself. */
    static @Nullable Object literal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> isEvaluated(text) ? new Jsonata(quoted(text)) : text;
            case List<?> list -> {
                List<@Nullable Object> literals = new ArrayList<>();
                list.forEach(item -> literals.add(literal(item)));
                yield literals;
            }
            case Map<?, ?> map -> {
                SequencedMap<String, @Nullable Object> literals = new LinkedHashMap<>();
                map.forEach((name, field) -> literals.put((String) name, literal(field)));
                yield literals;
            }
            default -> value;
        };
    }

    private static boolean isEvaluated(String text) {
        return text.startsWith("{%") || text.endsWith("%}") || text.contains("${");
    }

    private static String quoted(String text) {
        StringWriter quoted = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), quoted)) {
            out.writeString(text);
        }
        return quoted.toString().replace("${", "$\" & \"{");
    }
}
