package systems.tasker.services;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import systems.tasker.ServiceDirectory;
import systems.tasker.json.Json;

/** Runs the services on their own, until the process is ended. */
public final class ServicesMain {
    private static final String USAGE =
            "Usage: STATE_FILE LOG_FILE [FAULT ...], a fault being such as billing:503x2";

    private ServicesMain() {}

    /** Prints the setting of {@code TASKER_SERVICES}, in the syntax of a shell. */
    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println(USAGE);
            System.exit(2);
        }
        List<Fault> faults = new ArrayList<>();
        Services services;
        try {
            for (String specification : List.of(arguments).subList(2, arguments.length)) {
                faults.add(Fault.parse(specification));
            }
            services = Services.start(Path.of(arguments[0]), Path.of(arguments[1]), faults);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(services::close));
        System.out.println(
                ServiceDirectory.VARIABLE + "='" + Json.write(services.directory()) + "'");
    }
}
