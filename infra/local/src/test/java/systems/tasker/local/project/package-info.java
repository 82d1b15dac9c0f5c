/** This checkout: what is checked in must be what the sources give. */
@NullMarked
package systems.tasker.local.project;

import org.jspecify.annotations.NullMarked;
