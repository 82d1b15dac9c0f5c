package systems.tasker.compiler.emit;

import java.util.List;
import systems.tasker.asl.Retrier;

/** The retriers of each kind of state; the first that names an error decides. */
final class Retries {
    private static final Retrier OF_SERVICES =
            new Retrier(Errors.OF_SERVICES, 2, 6, 2.0, null, true);

    private Retries() {}

    /** A ceiling only: the step's function judges its budget. */
    static List<Retrier> ofStep(int retryLimit) {
        return List.of(Retrier.never(Errors.NEVER_RETRIED), OF_SERVICES, all(retryLimit, 300));
    }

    /** Long: what it has to say is said nowhere else. */
    static List<Retrier> ofRecorder() {
        return List.of(Retrier.never(List.of(Errors.SUPERSEDED)), all(12, 60));
    }

    /** What a notification that was lost costs is one of these time-outs. */
    static List<Retrier> ofGate(int timeouts) {
        return List.of(
                Retrier.never(List.of(Errors.SUPERSEDED)),
                new Retrier(List.of(Errors.TIMEOUT), 1, timeouts, 1.0, null, false),
                OF_SERVICES,
                all(12, 60));
    }

    static List<Retrier> ofFinalizer() {
        return List.of(Retrier.never(Errors.OF_FINALIZER), OF_SERVICES, all(6, 60));
    }

    private static Retrier all(int attempts, int maxDelaySeconds) {
        return new Retrier(List.of(Errors.ALL), 1, attempts, 2.0, maxDelaySeconds, true);
    }
}
