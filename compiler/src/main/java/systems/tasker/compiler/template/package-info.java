/** Task templates: YAML with positions, and the typed model that is read from it. */
@NullMarked
package systems.tasker.compiler.template;

import org.jspecify.annotations.NullMarked;
