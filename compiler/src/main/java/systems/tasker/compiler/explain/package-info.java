/** What there is to say of a compiled workflow before it runs: in figures, words and pictures. */
@NullMarked
package systems.tasker.compiler.explain;

import org.jspecify.annotations.NullMarked;
