/** Bad input by the thousand, and what must not come of it. */
@NullMarked
package systems.tasker.local.fuzz;

import org.jspecify.annotations.NullMarked;
