/** What is stored of a task: its items, the transitions they may make, and the store as a port. */
@NullMarked
package systems.tasker.store;

import org.jspecify.annotations.NullMarked;
