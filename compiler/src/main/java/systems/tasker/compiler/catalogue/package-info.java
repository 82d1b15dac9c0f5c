/** What the HTTP API is told of workflows: it reads neither YAML nor machines. */
@NullMarked
package systems.tasker.compiler.catalogue;

import org.jspecify.annotations.NullMarked;
