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

    /** What Fn::Sub gives back as it is. */
    static String unsubstituted(String text) {
        return text.replace("${", "${!");
    }

    /** A string of JSON. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\');
            }
            json.append(c);
        }
        return json.append('"').toString();
    }
}
