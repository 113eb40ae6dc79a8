/**
 * One Kafka broker in a JVM of its own: {@link city.datastore.stack.kafka.KafkaNode} is its main
 * class.
 *
 * <p>Nothing here is called from other modules; the local stack starts it as a process and talks to
 * it through files.
 */
@NullMarked
package city.datastore.stack.kafka;

import org.jspecify.annotations.NullMarked;
