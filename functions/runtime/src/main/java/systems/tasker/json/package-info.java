/** JSON as plain Java values: read and written by streaming, without object mapping. */
@NullMarked
package systems.tasker.json;

import org.jspecify.annotations.NullMarked;
