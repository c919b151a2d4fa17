package io.latent4j.training;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The batches of one epoch after the other. An epoch is a pass through the samples or, where steps
 * are counted, so many batches of passes that follow each other; a batch is whole then, and what a
 * pass has left is passed over.
 */
final class EpochBatches implements AutoCloseable {
  private final BatchRunner runner;
  private final TrainingOptions options;
  private final OptionalLong seed;
  private BatchRunner.Steps pass;
  private int passNumber;
  private int left;
  private long made;

  EpochBatches(BatchRunner runner, TrainingOptions options, OptionalLong seed) {
    this.runner = runner;
    this.options = options;
    this.seed = seed;
  }

  /** Begins an epoch, whose number counts from 1, and returns how many steps it has. */
  int begin(int epoch) {
    if (options.counted().isEmpty()) {
      beginPass(epoch);
      return (runner.count() - 1) / options.batchSize() + 1;
    }
    StepCount counted = options.counted().get();
    int first = counted.after(epoch - 1);
    if (pass == null || made != first) {
      goTo(first);
    }
    return counted.after(epoch) - first;
  }

  private void beginPass(int number) {
    close();
    pass = runner.begin(new Pass(number, options.batchSize(), seed));
    passNumber = number;
    left = runner.count();
  }

  private void goTo(int step) {
    int perPass = runner.count() / options.batchSize();
    beginPass(step / perPass + 1);
    for (int i = 0; i < step % perPass; i++) {
      pass.skip(options.batchSize());
      left -= options.batchSize();
    }
    made = step;
  }

  /** Makes the next step. */
  Map<String, Contribution> next() {
    if (options.counted().isPresent() && left < options.batchSize()) {
      beginPass(passNumber + 1);
    }
    int size = Math.min(options.batchSize(), left);
    left -= size;
    made++;
    return pass.next(size);
  }

  @Override
  public void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }
}
