package systems.tasker.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running emulator; it ends with whoever started it, however that ends. */
public final class Emulator implements AutoCloseable {
    private static final Path FOLDER = Path.of("infra", "emulator");
    private static final String EXPORT = "export ";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String LAST = "SAM_CLI_TELEMETRY";

    private final Process launcher;
    private final Map<String, String> environment;

    private Emulator(Process launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.environment = Map.copyOf(environment);
    }

    /** Why no emulator can be started on this machine; empty where one can. */
    public static Optional<String> lacking() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("the emulator needs Linux");
        }
        try {
            Process version =
                    new ProcessBuilder(
                                    "python3",
                                    "-c",
                                    "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))")
                            .redirectErrorStream(true)
                            .start();
            version.getInputStream().readAllBytes();
            return version.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("the emulator needs Python 3.11 or later, with venv");
        } catch (IOException e) {
            return Optional.of("the emulator needs python3");
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /**
     * Starts an emulator, and waits until it answers: seconds, or a minute or two the first time.
     *
     * @param state a folder of its own, for logs and temporary files
     * @throws IllegalStateException where it does not start; its standard error says why
     */
    public static Emulator start(Path state) {
        try {
            Process launcher =
                    command(state, List.of("start", "--watch-stdin"))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            return new Emulator(launcher, exported(launcher));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> exported(Process launcher) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        BufferedReader lines = launcher.inputReader();
        while (!environment.containsKey(LAST)) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("The emulator did not start");
            }
            if (line.startsWith(EXPORT)) {
                int equals = line.indexOf('=');
                environment.put(
                        line.substring(EXPORT.length(), equals), line.substring(equals + 1));
            }
        }
        return environment;
    }

    /**
     * A command of the launcher.
     *
     * @param state the folder of the emulator that is meant
     */
    public static ProcessBuilder command(Path state, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("python3", "-m", "tasker_emulator", "--dir"));
        command.add(state.toAbsolutePath().toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(home().resolve(FOLDER).toFile());
    }

    /** Of the checkout that this process runs in. */
    private static Path home() {
        Path start = Path.of(System.getProperty("tasker.home", "")).toAbsolutePath();
        for (Path above = start; above != null; above = above.getParent()) {
            if (Files.isDirectory(above.resolve(FOLDER).resolve("tasker_emulator"))) {
                return above;
            }
        }
        throw new IllegalStateException("There is no " + FOLDER + " above " + start);
    }

    /** Where all its services are. */
    public URI endpoint() {
        return URI.create(environment.getOrDefault(ENDPOINT, ""));
    }

    /** The variables by which SDKs and command lines find it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** A process that finds it, to be started in the root of the project. */
    public ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(home().toFile());
        process.environment().putAll(environment);
        return process;
    }

    @Override
    public void close() {
        try {
            launcher.outputWriter().close();
            if (!launcher.waitFor(30, TimeUnit.SECONDS)) {
                launcher.destroy();
                launcher.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            launcher.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
