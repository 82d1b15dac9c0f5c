package systems.tasker.compiler.template;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import systems.tasker.compiler.diagnostics.Diagnostics;
import systems.tasker.compiler.diagnostics.Place;
import systems.tasker.compiler.diagnostics.Rule;

/**
 * The Java classes that a template names: as they are, or by the rule that the Ruby constant {@code
 * Orders::Steps::ChargeHandler} is {@code orders.steps.ChargeHandler}.
 */
final class HandlerClasses {
    private static final String DEFAULT_TASK_HANDLER = "systems.tasker.handler.ConfiguredTask";

    private static final Pattern RUBY_CONSTANT = Pattern.compile("[A-Z]\\w*(::[A-Z]\\w*)*");
    private static final Pattern JAVA_CLASS =
            Pattern.compile("[a-z_]\\w*(\\.[a-z_]\\w*)*\\.[A-Z]\\w*");

    private final Diagnostics diagnostics;

    HandlerClasses(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** That of the task handler. */
    Located<String> ofTask(Keys keys) {
        Optional<Located<String>> given = keys.text("task_handler_class");
        Optional<String> module = keys.text("module_namespace").map(Located::value);
        if (given.isEmpty()) {
            return new Located<>(DEFAULT_TASK_HANDLER, Place.START);
        }
        String name = given.get().value();
        boolean ruby = RUBY_CONSTANT.matcher(name).matches();
        String whole = ruby ? module.map(prefix -> prefix + "::" + name).orElse(name) : name;
        return javaClass("task_handler_class", new Located<>(whole, given.get().place()));
    }

    /** The Java class that is meant by the value of a key; empty where that can be none. */
    Located<String> javaClass(String key, Located<String> name) {
        String written = name.value();
        if (JAVA_CLASS.matcher(written).matches()) {
            return name;
        }
        if (RUBY_CONSTANT.matcher(written).matches()) {
            int last = written.lastIndexOf("::");
            String module = written.substring(0, Math.max(0, last));
            return new Located<>(
                    module.isEmpty()
                            ? written
                            : module.replace("::", ".").toLowerCase(Locale.ROOT)
                                    + "."
                                    + written.substring(last + 2),
                    name.place());
        }
        if (!diagnostics.hasErrorAt(name.place())) {
            diagnostics.add(
                    Rule.BAD_NAME,
                    name.place(),
                    "`" + written + "` cannot be a `" + key + "`: it names no class.",
                    "Write a Ruby constant (`Orders::ChargeHandler`) or a Java class"
                            + " (`orders.ChargeHandler`).");
        }
        return new Located<>("", name.place());
    }
}
