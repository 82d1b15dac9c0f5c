@NullMarked
package blogexamples.post03;

import org.jspecify.annotations.NullMarked;
