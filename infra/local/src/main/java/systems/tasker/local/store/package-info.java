/** The embedded store: tasks and executions in one SQLite file, safe for several processes. */
@NullMarked
package systems.tasker.local.store;

import org.jspecify.annotations.NullMarked;
