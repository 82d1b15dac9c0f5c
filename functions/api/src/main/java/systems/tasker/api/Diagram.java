package systems.tasker.api;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import systems.tasker.service.TaskView;
import systems.tasker.store.StepItem;

/**
 * The drawing of a workflow with the state of each step of a task: its style sheet knows a class
 * for each, and the words stand in the place of the handler's name, so that colour is not all there
 * is to see. What is put in is ours, and needs no escaping.
 */
final class Diagram {
    private static final Pattern STEP =
            Pattern.compile("<g class=\"step\" data-step=\"([^\"]*)\"><title>([^<]*)</title>");
    private static final Pattern CAPTION =
            Pattern.compile("(<text class=\"caption\"[^>]*>)[^<]*(</text>)");
    private static final Pattern TITLE = Pattern.compile("</title>");

    private Diagram() {}

    static String of(String drawing, TaskView view) {
        Map<String, StepItem> steps = new HashMap<>();
        view.steps().forEach(step -> steps.put(step.name(), step));
        String titled =
                TITLE.matcher(drawing)
                        .replaceFirst(
                                ": task "
                                        + view.task().id()
                                        + ", "
                                        + view.task().status().wireName()
                                        + "</title>");
        StringBuilder out = new StringBuilder();
        Matcher found = STEP.matcher(titled);
        int from = 0;
        while (found.find()) {
            int end = titled.indexOf("</g>", found.end());
            StepItem step = steps.get(unescaped(found.group(1)));
            if (step != null) {
                String state = state(step);
                out.append(titled, from, found.start())
                        .append("<g class=\"step ")
                        .append(step.status().wireName())
                        .append("\" data-step=\"")
                        .append(found.group(1))
                        .append("\"><title>")
                        .append(found.group(2))
                        .append(": ")
                        .append(state)
                        .append("</title>")
                        .append(
                                CAPTION.matcher(titled.substring(found.end(), end))
                                        .replaceFirst("$1" + state + "$2"));
                from = end;
            }
        }
        return out.append(titled, from, titled.length()).toString();
    }

    /** One attempt is what one expects of a step that has begun. */
    private static String state(StepItem step) {
        return step.status().wireName()
                + (step.attempts() > 1 ? ", " + step.attempts() + " attempts" : "");
    }

    private static String unescaped(String attribute) {
        return attribute
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
