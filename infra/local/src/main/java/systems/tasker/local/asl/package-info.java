/**
 * The engine of the local stack: executes state machines of the Amazon States Language, JSONata
 * dialect, from the same JSON that is deployed. {@link systems.tasker.local.asl.Machine} reads one,
 * {@link systems.tasker.local.asl.LocalStepFunctions} runs it.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
@NullMarked
package systems.tasker.local.asl;

import org.jspecify.annotations.NullMarked;
