/**
 * The vocabulary of Tasker that handlers see: task, sequence, step, and the errors that classify a
 * failure.
 */
@NullMarked
package systems.tasker;

import org.jspecify.annotations.NullMarked;
