package systems.tasker.local.cli;

import java.nio.file.Path;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import systems.tasker.compiler.Compilation;
import systems.tasker.compiler.CompiledWorkflow;

@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = "Compiles task templates to Step Functions state machines.",
        footer = {
            "",
            "A machine is written to DIR/<namespace>/<name>.asl.json.",
            "",
            "Examples:",
            "  tasker compile                         the project's templates",
            "  tasker compile orders.yaml -o -        the machine on standard output",
            "  tasker compile --check                 whether what lies there is current",
            "  tasker compile --environment production -o machines/production"
        })
final class CompileCommand extends TemplateCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where machines go; - is standard output. Default: infra/statemachines.")
    private @Nullable String output;

    @Option(
            names = "--check",
            description = "Write nothing; fail where a machine is not what its template gives.")
    private boolean check;

    CompileCommand(Console console) {
        super(console);
    }

    @Override
    boolean use(Compilation compilation, SequencedMap<String, @Nullable Object> result) {
        CompiledWorkflow workflow = compilation.workflow().orElseThrow();
        String machine = workflow.definition();
        if ("-".equals(output)) {
            say(machine.stripTrailing());
            result.put("machine", new systems.tasker.json.JsonText(machine.strip()));
            return true;
        }
        Path folder = output == null ? project().machines() : Path.of(output);
        Path file = folder.resolve(workflow.path());
        WholeFile written = new WholeFile(file, machine);
        boolean current = written.isCurrent();
        result.put("machine", file.toString());
        result.put("current", current);
        if (current) {
            say(file + " is current");
            return true;
        }
        if (check) {
            console.error(file + " is not what its template gives; run `tasker compile`");
            return false;
        }
        written.write();
        say(file + " written");
        return true;
    }

    @Override
    void conclude(int files, int failed, int warnings) {
        if (failed > 0) {
            console.error(failed + " of " + count(files, "template") + " failed");
        }
    }
}
