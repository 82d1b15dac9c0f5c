/** Tests of the compiler. */
@NullMarked
package systems.tasker.compiler;

import org.jspecify.annotations.NullMarked;
