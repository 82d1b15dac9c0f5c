/**
 * The execution protocol: what a function of a machine does between its invocation and its answer.
 */
@NullMarked
package systems.tasker.protocol;

import org.jspecify.annotations.NullMarked;
