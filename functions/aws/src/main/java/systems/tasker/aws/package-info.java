/** The store and the engine on AWS: one DynamoDB table, Step Functions. */
@NullMarked
package systems.tasker.aws;

import org.jspecify.annotations.NullMarked;
