/** How the execution protocol answers every invocation. */
@NullMarked
package systems.tasker.protocol;

import org.jspecify.annotations.NullMarked;
