package io.latent4j.boltzmann;

/**
 * The logarithm of a machine's partition function, estimated from both sides: annealing towards the
 * machine tends to give too little, annealing away from it too much.
 *
 * @param logPartition the estimate by annealing towards the machine, in nats
 * @param deviation its standard error
 * @param reverse the estimate by annealing away from states of the machine, in nats
 * @param reverseDeviation its standard error
 */
public record PartitionEstimate(
    double logPartition, double deviation, double reverse, double reverseDeviation) {

  /** The log of the mean of weights that are given by their logs, and its standard error. */
  record LogMean(double value, double deviation) {
    static LogMean of(float[] logs) {
      double largest = Double.NEGATIVE_INFINITY;
      for (float log : logs) {
        largest = Math.max(largest, log);
      }
      double sum = 0;
      double squares = 0;
      for (float log : logs) {
        double weight = Math.exp(log - largest);
        sum += weight;
        squares += weight * weight;
      }
      double mean = sum / logs.length;
      double variance =
          Math.max(0, squares / logs.length - mean * mean) * logs.length / (logs.length - 1);
      return new LogMean(largest + Math.log(mean), Math.sqrt(variance / logs.length) / mean);
    }
  }
}
