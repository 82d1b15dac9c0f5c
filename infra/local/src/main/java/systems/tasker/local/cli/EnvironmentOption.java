package systems.tasker.local.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of a template's overlays is meant, for every command that compiles one. */
final class EnvironmentOption {
    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Lay this overlay of `environments` over the template.")
    private @Nullable String name;

    /** Its name; empty for the template as it is. */
    Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
