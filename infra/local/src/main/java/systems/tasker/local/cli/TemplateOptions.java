package systems.tasker.local.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import systems.tasker.compiler.CompiledWorkflow;

/** The workflows that kept tasks may belong to: this project's, or that of a file. */
final class TemplateOptions {
    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "The task's template, where it is not one of this project.")
    private @Nullable String template;

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    List<CompiledWorkflow> workflows(Console console) {
        Templates templates =
                Templates.toRun(console, TemplateCommand.project(), environment.name());
        return template == null ? templates.all() : List.of(templates.find(template));
    }
}
