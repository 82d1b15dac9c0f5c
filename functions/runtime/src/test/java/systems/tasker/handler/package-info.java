@NullMarked
package systems.tasker.handler;

import org.jspecify.annotations.NullMarked;
