/** The engine as a port: whatever runs executions of a compiled machine. */
@NullMarked
package systems.tasker.engine;

import org.jspecify.annotations.NullMarked;
