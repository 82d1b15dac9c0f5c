/** A project's task templates: where they lie, and what the compiler makes of them. */
@NullMarked
package systems.tasker.local.project;

import org.jspecify.annotations.NullMarked;
