/** Tests of the planner. */
@NullMarked
package systems.tasker.compiler.plan;

import org.jspecify.annotations.NullMarked;
