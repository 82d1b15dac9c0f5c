@NullMarked
package systems.tasker.compiler.figures;

import org.jspecify.annotations.NullMarked;
