package systems.tasker.compiler.emit;

/** Names of a template as logical ids of a deployment, which have ASCII letters and digits only. */
public final class LogicalId {
    private LogicalId() {}

    /** The name of a workflow as its part of logical ids, alone with its own. */
    public static String of(String workflow) {
        return camelCase(workflow) + (losesACharacter(workflow) ? Names.hash(workflow) : "");
    }

    /** The ASCII letters and digits of a name, each run of them with a capital. */
    public static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLetterOrDigit(c)) {
                camelCase.append(start ? Character.toUpperCase(c) : c);
            }
            start = !isLetterOrDigit(c);
        }
        return camelCase.toString();
    }

    static boolean losesACharacter(String name) {
        return name.chars().anyMatch(c -> !isLetterOrDigit(c) && c != '_');
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
