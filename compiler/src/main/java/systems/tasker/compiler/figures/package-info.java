/** What an execution of a machine amounts to, in the units that Step Functions bills and limits. */
@NullMarked
package systems.tasker.compiler.figures;

import org.jspecify.annotations.NullMarked;
