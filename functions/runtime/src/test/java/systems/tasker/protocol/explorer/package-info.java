/**
 * Explores all interleavings of the functions of a task: what {@link
 * systems.tasker.protocol.explorer.Explorer} finds of gates that stay closed or open too early.
 */
@NullMarked
package systems.tasker.protocol.explorer;

import org.jspecify.annotations.NullMarked;
