/**
 * The engine of the local stack: executes state machines of the Amazon States Language, JSONata
 * dialect, from the same JSON that is deployed. {@link systems.tasker.local.asl.Machine} reads one,
 * {@link systems.tasker.local.asl.LocalStepFunctions} runs it.
 *
 * <p>Held to executions that AWS recorded. What no recording at hand shows, and is a reading of the
 * documentation: a sibling of a failed branch, and what a stop or the machine's time-out
 * interrupts, leaves a <code>…StateAborted</code> event; a missing heartbeat is <code>
 * States.HeartbeatTimeout</code>, which <code>States.Timeout</code> covers; time-outs have no
 * cause; a Parallel fails with the error of its branch, which <code>States.BranchFailed</code> also
 * names; <code>HeartbeatSeconds</code> count only where there is a task token; assigning a variable
 * of an outer scope is <code>States.Runtime
 * </code>. Payloads may nest 200 levels deep, a limit of this engine alone.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
@NullMarked
package systems.tasker.local.asl;

import org.jspecify.annotations.NullMarked;
