/** Calls the entry points of functions as a machine would, on a store in memory. */
@NullMarked
package systems.tasker.testing;

import org.jspecify.annotations.NullMarked;
