package systems.tasker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.InvalidJson;
import systems.tasker.json.Json;

/**
 * Where the services are whose base URLs the templates name: the environment variable {@code
 * TASKER_SERVICES}, a JSON object from base URL to URL. Where the variable is absent, every URL
 * stands for itself; where it is there, it is the whole truth.
 */
public final class ServiceDirectory {
    /** The environment variable. */
    public static final String VARIABLE = "TASKER_SERVICES";

    private final @Nullable SequencedMap<String, String> locations;

    private ServiceDirectory(@Nullable SequencedMap<String, String> locations) {
        this.locations = locations;
    }

    /**
     * The directory of a value of the variable; null where it is not set.
     *
     * @throws IllegalArgumentException where the value is not an object from string to string
     */
    public static ServiceDirectory of(@Nullable String variable) {
        if (variable == null) {
            return new ServiceDirectory(null);
        }
        Object json;
        try {
            json = Json.parse(variable);
        } catch (InvalidJson e) {
            throw new IllegalArgumentException(VARIABLE + " is not JSON: " + e.getMessage(), e);
        }
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    VARIABLE + " must be an object from base URL to URL");
        }
        SequencedMap<String, String> locations = new LinkedHashMap<>();
        map.forEach(
                (base, location) -> {
                    if (!(location instanceof String url)) {
                        throw new IllegalArgumentException(
                                VARIABLE + " must give a URL for `" + base + "`");
                    }
                    locations.put(withoutSlash((String) base), withoutSlash(url));
                });
        return new ServiceDirectory(locations);
    }

    /**
     * Where the service of a base URL is, without a slash at the end.
     *
     * @throws PermanentError {@code UNKNOWN_SERVICE} where the directory does not name it
     */
    public String locate(String baseUrl) {
        String base = withoutSlash(baseUrl);
        if (locations == null) {
            return base;
        }
        String location = locations.get(base);
        if (location == null) {
            throw new PermanentError(
                    "No service is known for `"
                            + shown(baseUrl)
                            + "`: "
                            + VARIABLE
                            + " names "
                            + String.join(", ", locations.sequencedKeySet()),
                    "UNKNOWN_SERVICE",
                    Map.of("url", shown(baseUrl)));
        }
        return location;
    }

    /** A URL as it may be logged and recorded: without user, password, query and fragment. */
    public static String shown(String url) {
        return url.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
