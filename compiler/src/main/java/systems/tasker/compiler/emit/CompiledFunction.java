package systems.tasker.compiler.emit;

/**
 * A Lambda function that a machine calls.
 *
 * @param logicalId in the deployment's template
 * @param handlerClass a Java class
 * @param timeoutSeconds what it may take
 */
public record CompiledFunction(String logicalId, String handlerClass, int timeoutSeconds) {

    /** What the machine says in the place of its ARN, for the deployment to fill in. */
    public String placeholder() {
        return "${" + logicalId + "Arn}";
    }
}
