/** Tests of reading templates. */
@NullMarked
package systems.tasker.compiler.template;

import org.jspecify.annotations.NullMarked;
