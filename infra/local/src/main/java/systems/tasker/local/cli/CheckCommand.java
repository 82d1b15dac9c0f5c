package systems.tasker.local.cli;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import systems.tasker.compiler.Compilation;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what is wrong with task templates.",
        footer = {"", "Example: tasker check orders.yaml refunds.yaml"})
final class CheckCommand extends TemplateCommand {
    CheckCommand(Console console) {
        super(console);
    }

    @Override
    boolean use(Compilation compilation, SequencedMap<String, @Nullable Object> result) {
        return true;
    }

    @Override
    void conclude(int files, int failed, int warnings) {
        console.line(
                failed == 0
                        ? count(files, "template")
                                + (files == 1 ? " is" : " are")
                                + " good"
                                + (warnings == 0 ? "" : ", with " + count(warnings, "warning"))
                        : failed + " of " + count(files, "template") + " cannot be compiled");
    }
}
