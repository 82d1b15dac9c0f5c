/** The command line. Nothing below this package prints. */
@NullMarked
package systems.tasker.local.cli;

import org.jspecify.annotations.NullMarked;
