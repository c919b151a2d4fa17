package io.latent4j.data;

/**
 * What rounding to float32 would do to the features of numbers in float64.
 *
 * <p>It matters where the root mean square of what is rounded off is more than about a 260,000th of
 * the feature's standard deviation, as it is where the mean is more than some hundred deviations
 * from zero. A feature that does not vary says nothing of how it would in other samples; there it
 * matters if float32 does not even hold the whole numbers.
 */
final class RoundingLoss {

  private static final int CHUNK = 1 << 16;
  private static final double LARGEST_SHARE = 0x1p-18;
  private static final double LARGEST_WHOLE = 0x1p24;

  private final long count;
  private final double[] first;
  private final double[] sum;
  private final double[] squares;
  private final double[] lost;

  private RoundingLoss(long count, int features) {
    this.count = count;
    first = new double[features];
    sum = new double[features];
    squares = new double[features];
    lost = new double[features];
  }

  static RoundingLoss of(TensorMemory memory) {
    long size = memory.shape().size();
    long samples = memory.shape().get(0);
    RoundingLoss loss = new RoundingLoss(samples, (int) (size / samples));
    memory.read(0, loss.first, 0, loss.first.length);
    double[] chunk = new double[(int) Math.min(size, CHUNK)];
    for (long start = 0; start < size; start += chunk.length) {
      int values = (int) Math.min(chunk.length, size - start);
      memory.read(start, chunk, 0, values);
      loss.add(chunk, values, (int) (start % loss.first.length));
    }
    return loss;
  }

  private void add(double[] values, int valueCount, int startingFeature) {
    int feature = startingFeature;
    for (int i = 0; i < valueCount; i++) {
      double difference = values[i] - first[feature];
      sum[feature] += difference;
      squares[feature] += difference * difference;
      double rounded = values[i] - (float) values[i];
      lost[feature] += rounded * rounded;
      if (++feature == first.length) {
        feature = 0;
      }
    }
  }

  boolean matters() {
    for (int j = 0; j < first.length; j++) {
      if (lost[j] > 0 && matters(j)) {
        return true;
      }
    }
    return false;
  }

  private boolean matters(int feature) {
    if (squares[feature] == 0) {
      return Math.abs(first[feature]) > LARGEST_WHOLE;
    }
    double variation = squares[feature] - sum[feature] * sum[feature] / count;
    return lost[feature] > LARGEST_SHARE * LARGEST_SHARE * variation;
  }
}
