/** The HTTP API: one function behind API Gateway, over the service layer. */
@NullMarked
package systems.tasker.api;

import org.jspecify.annotations.NullMarked;
