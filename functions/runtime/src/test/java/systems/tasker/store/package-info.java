/** What every store must do, and a store in memory that does it. */
@NullMarked
package systems.tasker.store;

import org.jspecify.annotations.NullMarked;
