/** What the service accepts, refuses and starts. */
@NullMarked
package systems.tasker.service;

import org.jspecify.annotations.NullMarked;
