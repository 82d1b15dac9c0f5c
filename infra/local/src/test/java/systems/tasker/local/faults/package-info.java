/**
 * Fault injection: the stack with its clock, its threads and every boundary between its parts in
 * the hands of a test, which lets one thing or two go wrong and then asks whether anything was lost
 * or done twice.
 */
@NullMarked
package systems.tasker.local.faults;

import org.jspecify.annotations.NullMarked;
