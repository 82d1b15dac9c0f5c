/** What the step handlers of the registration have in common. */
@NullMarked
package blogexamples.post03.concerns;

import org.jspecify.annotations.NullMarked;
