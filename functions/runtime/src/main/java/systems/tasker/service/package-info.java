/** The service layer under the command line and the HTTP API: create, look at and retry tasks. */
@NullMarked
package systems.tasker.service;

import org.jspecify.annotations.NullMarked;
