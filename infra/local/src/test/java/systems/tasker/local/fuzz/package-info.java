/**
 * Bad input by the thousand, and what must not come of it: no exception but the declared one, no
 * input that costs more than two seconds of a processor or 64 MB, nothing written of what is
 * refused. {@code ./mvnw verify -Dfuzz.inputs=1000000 -Dfuzz.seed=7} draws more, and others.
 */
@NullMarked
package systems.tasker.local.fuzz;

import org.jspecify.annotations.NullMarked;
