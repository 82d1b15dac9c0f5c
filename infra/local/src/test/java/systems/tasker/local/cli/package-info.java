/** The command line, as who types sees it. */
@NullMarked
package systems.tasker.local.cli;

import org.jspecify.annotations.NullMarked;
