/** From a template and its plan to a state machine, by the execution protocol. */
@NullMarked
package systems.tasker.compiler.emit;

import org.jspecify.annotations.NullMarked;
