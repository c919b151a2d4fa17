package io.latent4j.bench;

import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/**
 * Prints the resident memory of this process as it trains; Linux only.
 *
 * <p>Run it with a heap of fixed size that is touched in advance, so that only native memory can
 * grow: {@code java -Xms1g -Xmx1g -XX:+AlwaysPreTouch -cp … io.latent4j.bench.MemoryGrowth graph
 * 5000}.
 */
public final class MemoryGrowth implements TrainingListener {
  private static final int SAMPLES = 2000;
  private static final int FEATURES = 784;
  private static final int FIRST = 500;

  private final int steps;
  private int made;
  private long first;

  private MemoryGrowth(int steps) {
    this.steps = steps;
  }

  /**
   * Trains 784-512-10-512-784 with dropout at batch 100.
   *
   * @param args {@code graph} or {@code eager}, and the number of steps, more than 500
   */
  public static void main(String[] args) {
    int steps = Integer.parseInt(args[1]);
    try (Engine engine = args[0].equals("eager") ? EagerEngine.create() : GraphEngine.create();
        TUint8 images = TUint8.tensorOf(Shape.of(SAMPLES, FEATURES));
        TrainingSet set = TrainingSet.of(Map.of(TrainingSet.SAMPLES, images))) {
      images.scalars().forEachIndexed((at, pixel) -> pixel.setByte((byte) (at[0] * at[1] % 2)));
      Sequential model =
          Sequential.of(
              Dense.of(512).withActivation(ActivationFunction.RELU),
              Dropout.of(0.1f),
              Dense.of(10),
              Dense.of(512).withActivation(ActivationFunction.RELU),
              Dense.of(FEATURES));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, FEATURES));
      Trainer trainer =
          Trainer.minimizing(
              engine,
              model,
              Adam.of(),
              (tf, batch, mode) ->
                  Losses.meanSquaredError()
                      .apply(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
      trainer.fit(set, TrainingOptions.of(Integer.MAX_VALUE, 100), new MemoryGrowth(steps));
    }
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    made++;
    if (made == FIRST) {
      first = residentKilobytes();
    }
    if (made % FIRST == 0) {
      long now = residentKilobytes();
      System.out.printf(
          "%d steps: %.1f MB, %+.1f %% since step %d%n",
          made, now / 1024.0, 100.0 * (now - first) / first, FIRST);
    }
    if (made == steps) {
      run.stop();
    }
  }

  private static long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("resident memory can't be read", e);
    }
  }
}
