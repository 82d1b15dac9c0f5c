package systems.tasker.compiler.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.drawing.Drawing;
import systems.tasker.compiler.explain.Pictures;
import systems.tasker.compiler.template.Located;
import systems.tasker.compiler.template.StepTemplate;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes workflows as the JSON document that the HTTP API is built with: of each its name, version,
 * description, schema, steps in the words of the template, and drawing, line by line. The same
 * workflows give the same text, in order of namespace and name, whatever their order was.
 */
public final class CatalogueWriter {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(INDENT)
                                    .withArrayIndenter(INDENT))
                    .build();

    private CatalogueWriter() {}

    /** The document, indented, with a newline at the end. */
    public static String write(Collection<CompiledWorkflow> workflows) {
        List<SequencedMap<String, @Nullable Object>> documents =
                workflows.stream()
                        .sorted(
                                Comparator.comparing(CompiledWorkflow::namespace)
                                        .thenComparing(CompiledWorkflow::name))
                        .map(CatalogueWriter::document)
                        .toList();
        return MAPPER.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of("workflows", documents))
                + "\n";
    }

    private static SequencedMap<String, @Nullable Object> document(CompiledWorkflow workflow) {
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("namespace", workflow.namespace());
        document.put("name", workflow.name());
        document.put("version", workflow.version());
        document.put("description", workflow.template().description().orElse(null));
        document.put("schema", workflow.schema());
        document.put(
                "step_templates",
                workflow.template().steps().stream().map(CatalogueWriter::document).toList());
        document.put("drawing", drawing(workflow).lines().toList());
        return document;
    }

    private static SequencedMap<String, @Nullable Object> document(StepTemplate step) {
        SequencedMap<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("name", step.name().value());
        document.put("description", step.description().orElse(null));
        document.put("handler_class", step.handlerClass().value());
        document.put("depends_on_steps", step.dependsOn().stream().map(Located::value).toList());
        document.put("dependent_system", step.dependentSystem().orElse(null));
        document.put("default_retryable", step.retryable());
        document.put("default_retry_limit", step.retryLimit());
        document.put("skippable", step.skippable());
        return document;
    }

    private static String drawing(CompiledWorkflow workflow) {
        return Drawing.svg(new Pictures(workflow.template(), Map.of()).declared());
    }
}
