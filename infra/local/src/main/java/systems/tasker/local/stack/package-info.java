/**
 * The stack on one machine: compiled workflows, their functions, the engine that runs them and the
 * store beneath, put together.
 */
@NullMarked
package systems.tasker.local.stack;

import org.jspecify.annotations.NullMarked;
