/** Benchmarks: compiled by the profile {@code bench}, run by hand, no part of the tests. */
@NullMarked
package systems.tasker.local.bench;

import org.jspecify.annotations.NullMarked;
