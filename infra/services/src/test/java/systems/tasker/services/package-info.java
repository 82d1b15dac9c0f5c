@NullMarked
package systems.tasker.services;

import org.jspecify.annotations.NullMarked;
