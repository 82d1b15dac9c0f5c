/**
 * The planner: from a dependency graph to the composition of sequences and parallels that runs it
 * without false waiting. Knows nothing of YAML, JSON or Step Functions.
 */
@NullMarked
package systems.tasker.compiler.plan;

import org.jspecify.annotations.NullMarked;
