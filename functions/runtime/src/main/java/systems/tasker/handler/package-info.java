/**
 * What the author of a workflow extends: step handlers and the task handler, each a Lambda entry
 * point.
 */
@NullMarked
package systems.tasker.handler;

import org.jspecify.annotations.NullMarked;
