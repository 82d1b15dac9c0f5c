package systems.tasker.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.drawing.Drawing;
import systems.tasker.compiler.explain.Pictures;

@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = "Draws a workflow: its steps and what each depends on, or its machine.",
        footer = {
            "",
            "An SVG has light and dark colours; Mermaid is text that GitHub draws in a Markdown file.",
            "",
            "Examples:",
            "  tasker graph user_registration -o graph.svg",
            "  tasker graph orders.yaml --machine -o machine.svg   Parallels, gates, Finalize",
            "  tasker graph orders.yaml --format mermaid"
        })
final class GraphCommand implements Callable<Integer> {
    /** How a picture is written. */
    enum Format {
        SVG,
        MERMAID
    }

    @Parameters(
            paramLabel = "FILE-OR-NAME",
            description = "A task template, or the name of one of this project's.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String workflow;

    @Option(names = "--machine", description = "Draw the compiled machine.")
    private boolean machine;

    @Option(
            names = "--format",
            paramLabel = "svg|mermaid",
            description = "Default: svg.",
            defaultValue = "svg")
    private Format format = Format.SVG;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the picture goes; - is standard output, the default.")
    private @Nullable String output;

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    private final Console console;

    GraphCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CompiledWorkflow found =
                Templates.toLookAt(console, TemplateCommand.project(), environment.name())
                        .find(workflow);
        String picture = picture(found);
        if (output == null || output.equals("-")) {
            console.line(picture.stripTrailing());
        } else {
            write(Path.of(output), picture);
        }
        return 0;
    }

    private String picture(CompiledWorkflow found) {
        Pictures pictures = new Pictures(found.template(), Map.of());
        return switch (format) {
            case SVG ->
                    machine
                            ? Drawing.svg(pictures.machine(found.plan()))
                            : Drawing.svg(pictures.declared());
            case MERMAID ->
                    machine
                            ? Drawing.mermaid(pictures.machine(found.plan()))
                            : Drawing.mermaid(pictures.declared());
        };
    }

    private static void write(Path file, String picture) {
        try {
            Files.writeString(file, picture);
        } catch (IOException e) {
            throw new Console.Failure("`" + file + "` cannot be written: " + FileTrouble.reason(e));
        }
    }
}
