/** Tests of what is said of a source. */
@NullMarked
package systems.tasker.compiler.diagnostics;

import org.jspecify.annotations.NullMarked;
