/** Whole tasks on one machine: engine, functions, store and services together. */
@NullMarked
package systems.tasker.local.stack;

import org.jspecify.annotations.NullMarked;
