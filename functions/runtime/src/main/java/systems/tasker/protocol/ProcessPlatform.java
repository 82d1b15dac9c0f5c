package systems.tasker.protocol;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import systems.tasker.store.StoreUnavailable;

/** The platform of this process, made when it is first asked for. */
final class ProcessPlatform {
    private static @Nullable Platform made;

    private ProcessPlatform() {}

    static synchronized Platform get() {
        if (made == null) {
            try {
                made =
                        ServiceLoader.load(Platform.class)
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "No platform is on the class path: a"
                                                                + " function needs tasker-aws, or"
                                                                + " a local stack that invokes"
                                                                + " it"));
            } catch (ServiceConfigurationError e) {
                if (e.getCause() instanceof StoreUnavailable unavailable) {
                    throw unavailable;
                }
                throw new IllegalStateException(e.getMessage() + ": " + e.getCause(), e);
            }
        }
        return made;
    }
}
