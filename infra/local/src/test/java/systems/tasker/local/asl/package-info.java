@NullMarked
package systems.tasker.local.asl;

import org.jspecify.annotations.NullMarked;
