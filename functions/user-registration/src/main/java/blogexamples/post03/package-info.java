/** The registration of a user across four services: the task handler. */
@NullMarked
package blogexamples.post03;

import org.jspecify.annotations.NullMarked;
