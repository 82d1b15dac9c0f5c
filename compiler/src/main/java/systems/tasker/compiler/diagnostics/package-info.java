/** What the compiler says of a template: rules, places, and how they are printed. */
@NullMarked
package systems.tasker.compiler.diagnostics;

import org.jspecify.annotations.NullMarked;
