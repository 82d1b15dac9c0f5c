/** Benchmarks of the compiler: run by hand, never by the tests. */
@NullMarked
package systems.tasker.compiler.bench;

import org.jspecify.annotations.NullMarked;
