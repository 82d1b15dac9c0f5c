package systems.tasker.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import systems.tasker.compiler.TemplateSchema;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of task templates, for editors.",
        footer = {
            "",
            "Example: tasker schema > task-template.schema.json",
            "",
            "An editor with the YAML language server uses it for a file whose first line is",
            "  # yaml-language-server: $schema=task-template.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.line(TemplateSchema.text().stripTrailing());
        return 0;
    }
}
