package systems.tasker.compiler.sam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import systems.tasker.compiler.emit.LogicalId;
import systems.tasker.compiler.template.EnvironmentVariable;

/**
 * The variables of the environment that configurations read: each is a parameter of the deployment,
 * and one that has a default in its template may be left empty.
 */
final class Variables {
    /** By name; a variable that one template requires is required. */
    private final Map<String, Boolean> required = new TreeMap<>();

    Variables(List<Deployed> workflows) {
        for (Deployed deployed : workflows) {
            deployed.workflow().environment().values().stream()
                    .flatMap(List::stream)
                    .forEach(
                            variable ->
                                    required.merge(
                                            variable.name(),
                                            variable.required(),
                                            Boolean::logicalOr));
        }
    }

    private static String parameter(String name) {
        return "Env" + LogicalId.camelCase(name.toLowerCase(Locale.ROOT));
    }

    private static String condition(String name) {
        return "Has" + parameter(name);
    }

    Blocks parameters() {
        Blocks parameters = new Blocks();
        required.forEach(
                (name, must) ->
                        parameters.add(
                                parameter(name),
                                """
                                  %s:
                                    Type: String
                                    NoEcho: true
                                %s    Description: '%s of the functions whose configuration reads it; {{resolve:secretsmanager:...}} is resolved'
                                """
                                        .formatted(
                                                parameter(name),
                                                must ? "" : "    Default: ''\n",
                                                name)));
        return parameters;
    }

    Blocks conditions() {
        Blocks conditions = new Blocks();
        required.forEach(
                (name, must) -> {
                    if (!must) {
                        conditions.add(
                                condition(name),
                                "  %s: !Not [!Equals [!Ref %s, '']]\n"
                                        .formatted(condition(name), parameter(name)));
                    }
                });
        return conditions;
    }

    /** Of one function: each variable, and what its value is in the template. */
    SequencedMap<String, String> values(List<EnvironmentVariable> variables) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (EnvironmentVariable variable : variables) {
            String name = variable.name();
            values.put(
                    name,
                    Boolean.TRUE.equals(required.get(name))
                            ? "!Ref " + parameter(name)
                            : "!If [%s, !Ref %s, !Ref AWS::NoValue]"
                                    .formatted(condition(name), parameter(name)));
        }
        return values;
    }
}
