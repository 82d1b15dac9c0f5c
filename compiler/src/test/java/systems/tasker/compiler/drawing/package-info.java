@NullMarked
package systems.tasker.compiler.drawing;

import org.jspecify.annotations.NullMarked;
