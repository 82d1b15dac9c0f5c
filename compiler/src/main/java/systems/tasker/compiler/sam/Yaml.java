package systems.tasker.compiler.sam;

/** Texts as a template of CloudFormation has them. */
final class Yaml {
    private Yaml() {}

    /** A string, as it is. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The string that was quoted so. */
    static String unquoted(String text) {
        return text.substring(1, text.length() - 1).replace("''", "'");
    }
}
