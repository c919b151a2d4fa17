package io.latent4j.training;

import io.latent4j.data.Samples;
import io.latent4j.data.StreamedSamples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Batches of samples in a file, shuffled one by one as samples in memory are: what is learned is
 * the same, bit for bit. Shuffling blocks would need fewer reads, but lets what stands together in
 * the file, often of one class, come together in each epoch.
 */
record StreamedBatches(StreamedSamples samples) implements BatchSource {

  @Override
  public Iterator<Map<String, TType>> batches(Pass pass) {
    int[] order = pass.order(samples.count());
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < order.length;
      }

      @Override
      public Map<String, TType> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int to = Math.min(order.length, next + pass.batchSize());
        Map<String, TType> batch = read(Arrays.copyOfRange(order, next, to));
        next = to;
        return batch;
      }
    };
  }

  private Map<String, TType> read(int[] rows) {
    Samples read = samples.read(rows); // its tensor, all that it holds, is closed after the step
    Map<String, TType> batch = new HashMap<>();
    batch.put(TrainingSet.SAMPLES, read.tensor());
    read.labels().ifPresent(labels -> batch.put(TrainingSet.LABELS, TInt32.vectorOf(labels)));
    return batch;
  }
}
