package systems.tasker;

/** All steps are complete, but the task handler could not annotate the task. */
public final class AnnotationsFailed extends FunctionError {
    private static final long serialVersionUID = 1;

    /** The message is what the console shows. */
    public AnnotationsFailed(String message) {
        super(message);
    }
}
