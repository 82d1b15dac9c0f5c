/** The part of a SAM template that follows from task templates. */
@NullMarked
package systems.tasker.compiler.sam;

import org.jspecify.annotations.NullMarked;
