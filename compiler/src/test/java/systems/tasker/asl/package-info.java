/** Tests of the vocabulary of machines. */
@NullMarked
package systems.tasker.asl;

import org.jspecify.annotations.NullMarked;
