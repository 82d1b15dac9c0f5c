package systems.tasker.compiler.emit;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.Template;

/**
 * What a catcher hands to the state it leads to. Nobody catches an error in a catcher, so each of
 * these has a value whatever the error looks like.
 */
final class Inputs {
    private Inputs() {}

    /** The seconds stand in the message. */
    static Template ofWait() {
        SequencedMap<String, Object> input = new LinkedHashMap<>();
        input.put(
                "seconds",
                new Jsonata(
                        "($m := $match($states.errorOutput.Cause, /retry after ([0-9]{1,8}) s/)[0]"
                                + ".groups[0]; $exists($m) ? $number($m) : 60)"));
        return new Template(input);
    }

    static Template ofError() {
        return error(
                "$states.errorOutput.Error",
                "$exists($states.errorOutput.Cause)"
                        + " ? $substring($states.errorOutput.Cause, 0, 4000) : ''");
    }

    /** One of our own errors comes as Lambda's JSON: its sentence is what a person should read. */
    static Template ofOwnError() {
        return error(
                "$substringAfter($states.errorOutput.Error, 'systems.tasker.')",
                "$parse($states.errorOutput.Cause).errorMessage");
    }

    private static Template error(String error, String cause) {
        SequencedMap<String, Object> input = new LinkedHashMap<>();
        input.put("error", new Jsonata(error));
        input.put("cause", new Jsonata(cause));
        return new Template(input);
    }
}
