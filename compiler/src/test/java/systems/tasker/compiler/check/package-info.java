@NullMarked
package systems.tasker.compiler.check;

import org.jspecify.annotations.NullMarked;
