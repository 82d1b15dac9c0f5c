/**
 * The four services that a user registration calls, as small real HTTP servers with a state of
 * their own and faults that can be switched on.
 */
@NullMarked
package systems.tasker.services;

import org.jspecify.annotations.NullMarked;
