/** Compiled plans, executed: the production functions in the engine, under a virtual clock. */
@NullMarked
package systems.tasker.local.plan;

import org.jspecify.annotations.NullMarked;
