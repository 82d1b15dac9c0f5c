/** The five steps of the registration. */
@NullMarked
package blogexamples.post03.stephandlers;

import org.jspecify.annotations.NullMarked;
