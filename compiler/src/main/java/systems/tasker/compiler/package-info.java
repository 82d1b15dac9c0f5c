/** The compiler of task templates: read, check, plan, emit. */
@NullMarked
package systems.tasker.compiler;

import org.jspecify.annotations.NullMarked;
