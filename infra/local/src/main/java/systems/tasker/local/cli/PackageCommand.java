package systems.tasker.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import systems.tasker.local.project.Project;

@Command(
        name = "package",
        mixinStandardHelpOptions = true,
        description = "Makes the zips that a deployment takes, one for each module of functions.",
        footer = {
            "",
            "A zip is written to functions/<module>/target/<module>.zip. The same sources give the",
            "same bytes. It is the build with -Dzip, for the modules that have something to deploy.",
            "",
            "Examples:",
            "  tasker package",
            "  tasker package --json"
        })
final class PackageCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Console console;

    PackageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Project project = TemplateCommand.project();
        List<Path> modules = project.deployables();
        build(project.home(), modules);
        SequencedMap<String, @Nullable Object> sizes = new LinkedHashMap<>();
        for (Path module : modules) {
            Path zip = Project.zip(module);
            long bytes = Files.size(zip);
            String name = project.home().relativize(zip).toString();
            sizes.put(name, bytes);
            if (!json) {
                console.line(String.format("%s  %.1f MB", name, bytes / 1e6));
            }
        }
        if (json) {
            console.json(sizes);
        }
        return 0;
    }

    private static void build(Path home, List<Path> modules)
            throws IOException, InterruptedException {
        String names =
                String.join(
                        ",", modules.stream().map(home::relativize).map(Path::toString).toList());
        ProcessBuilder maven =
                new ProcessBuilder(
                                home.resolve("mvnw").toString(),
                                "--batch-mode",
                                "--quiet",
                                "verify",
                                "-Dzip",
                                "-Dmaven.test.skip=true",
                                "-Dspotless.check.skip=true",
                                "--also-make",
                                "--projects",
                                names)
                        .directory(home.toFile())
                        .redirectErrorStream(true);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = maven.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Console.Failure("nothing can be deployed:\n" + said.stripTrailing());
        }
    }
}
