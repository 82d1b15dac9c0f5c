/** The emulator, as Java starts it. */
@NullMarked
package systems.tasker.emulator;

import org.jspecify.annotations.NullMarked;
