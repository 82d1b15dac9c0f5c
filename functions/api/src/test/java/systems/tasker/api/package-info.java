/** The HTTP API, asked with the events of API Gateway. */
@NullMarked
package systems.tasker.api;

import org.jspecify.annotations.NullMarked;
