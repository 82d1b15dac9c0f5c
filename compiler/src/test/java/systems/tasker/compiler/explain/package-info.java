@NullMarked
package systems.tasker.compiler.explain;

import org.jspecify.annotations.NullMarked;
