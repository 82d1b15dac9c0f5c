/** What must hold between the parts of a template, beyond what each says by itself. */
@NullMarked
package systems.tasker.compiler.check;

import org.jspecify.annotations.NullMarked;
