package city.datastore.audit.pipeline;

import java.time.Duration;

/**
 * How the pipeline is laid out and how long it waits.
 *
 * @param partitions and {@code replication} are used when the topic is made, and only then
 * @param recordWithin longest wait for Kafka's acknowledgement of a decision
 */
public record PipelineLimits(
        String topic, int partitions, int replication, Duration recordWithin) {}
