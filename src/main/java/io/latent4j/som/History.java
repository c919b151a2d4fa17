package io.latent4j.som;

import java.util.stream.DoubleStream;

/** The mean distances of passes, told to a listener as they come. */
final class History {

  private final PassListener listener;
  private final DoubleStream.Builder errors = DoubleStream.builder();
  private int passes;

  History(PassListener listener) {
    this.listener = listener;
  }

  void add(double quantizationError) {
    errors.add(quantizationError);
    passes++;
    listener.onPass(passes, quantizationError);
  }

  double[] values() {
    return errors.build().toArray();
  }
}
