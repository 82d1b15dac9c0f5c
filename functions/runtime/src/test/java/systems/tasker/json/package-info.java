/** Reading and writing of JSON. */
@NullMarked
package systems.tasker.json;

import org.jspecify.annotations.NullMarked;
