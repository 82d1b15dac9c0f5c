/** Which part may know which. */
@NullMarked
package systems.tasker.local.architecture;

import org.jspecify.annotations.NullMarked;
