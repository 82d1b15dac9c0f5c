/** Templates in the odd corners of the language, run. */
@NullMarked
package systems.tasker.local.language;

import org.jspecify.annotations.NullMarked;
