/** Tests of what a deployment gets from task templates. */
@NullMarked
package systems.tasker.compiler.sam;

import org.jspecify.annotations.NullMarked;
