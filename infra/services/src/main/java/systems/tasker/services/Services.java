package systems.tasker.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The four services, running, each at a port of its own on the loopback interface. */
public final class Services implements AutoCloseable {
    /** What faults call them. */
    public static final List<String> NAMES =
            List.of("user", "billing", "preferences", "notification");

    private static final long END_SECONDS = 5;

    private final State state;
    private final RequestLog log;
    private final ExecutorService executor;
    private final SequencedMap<String, ServiceServer> servers = new LinkedHashMap<>();

    private Services(State state, RequestLog log, InstantSource clock) {
        this.state = state;
        this.log = log;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        for (String name : NAMES) {
            servers.put(
                    name, ServiceServer.start(name, service(name), state, log, clock, executor));
        }
    }

    private static Service service(String name) {
        return switch (name) {
            case "user" -> new UserService();
            case "billing" -> new BillingService();
            case "preferences" -> new PreferencesService();
            case "notification" -> new NotificationService();
            default -> throw new IllegalArgumentException("No service " + name);
        };
    }

    /**
     * Starts the services.
     *
     * @param stateFile an SQLite file, made if it is not there; a later start finds what it holds
     * @param logFile gets one JSON line a request
     * @param faults switched on from the beginning; counted from here, in memory
     * @throws UncheckedIOException where a file cannot be used; the message has its path
     */
    public static Services start(Path stateFile, Path logFile, List<Fault> faults) {
        return start(stateFile, logFile, faults, InstantSource.system());
    }

    /** Likewise, by a clock of the caller's. */
    public static Services start(
            Path stateFile, Path logFile, List<Fault> faults, InstantSource clock) {
        RequestLog log = RequestLog.open(logFile);
        Services services;
        try {
            services = new Services(State.open(stateFile), log, clock);
        } catch (UncheckedIOException e) {
            closeQuietly(log, e);
            throw e;
        }
        faults.forEach(services::switchOn);
        return services;
    }

    private static void closeQuietly(RequestLog log, UncheckedIOException because) {
        try {
            log.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** What templates call a service. */
    public static String baseUrl(String name) {
        return "https://api." + name + "service.com";
    }

    /** Base URL, as templates have it, to URL: the value of {@code TASKER_SERVICES}. */
    public SequencedMap<String, String> directory() {
        SequencedMap<String, String> directory = new LinkedHashMap<>();
        servers.forEach((name, server) -> directory.put(baseUrl(name), server.url()));
        return Collections.unmodifiableSequencedMap(directory);
    }

    /** Adds a fault, after those that are on at its service. */
    public void switchOn(Fault fault) {
        server(fault.service()).faults().add(fault);
    }

    /** Ends all faults of a service. */
    public void switchOff(String service) {
        server(service).faults().clear();
    }

    private ServiceServer server(String name) {
        ServiceServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(
                    "There is no service `" + name + "`, only " + String.join(", ", NAMES));
        }
        return server;
    }

    @Override
    public void close() {
        servers.values().forEach(ServiceServer::close);
        executor.shutdownNow();
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state.close();
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
