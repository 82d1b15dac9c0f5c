/** Tests of the embedded store, some of them with processes of their own. */
@NullMarked
package systems.tasker.local.store;

import org.jspecify.annotations.NullMarked;
