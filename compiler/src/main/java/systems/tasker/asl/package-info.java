/**
 * The Amazon States Language, JSONata dialect: the vocabulary that the compiler emits and the local
 * engine executes. Plain values; nothing here reads, writes or runs a machine except {@link
 * systems.tasker.asl.StateMachineWriter}.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
@NullMarked
package systems.tasker.asl;

import org.jspecify.annotations.NullMarked;
