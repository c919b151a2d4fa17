package io.latent4j.bench;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.TruncatedNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Milliseconds per training step of the autoencoder 784-512-10-512-784, batches of 100, two
 * threads: the counterpart of {@code tape.py}, to be run in turns with it. Arguments: {@code
 * eager}, {@code sgd} or {@code adam}, how many steps to measure, and optionally by what to divide
 * the units, to see what is not spent in the kernels.
 */
final class TapeBenchmark {
  private static final int BATCH = 100;
  private static final int SAMPLES = 10_000;

  private TapeBenchmark() {}

  public static void main(String[] args) {
    int steps = Integer.parseInt(args[1]);
    EngineOptions options = EngineOptions.defaults().withThreads(2);
    boolean eager = args[0].equals("eager");
    try (Engine engine = eager ? EagerEngine.create(options) : GraphEngine.create(options)) {
      Model model = new Model(engine, args.length > 2 ? Integer.parseInt(args[2]) : 1);
      long start = System.nanoTime();
      CompiledFunction step = model.step(args[0].equals("adam"));
      double compile = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      model.run(step, 1);
      double first = (System.nanoTime() - start) / 1e6;
      model.run(step, steps / 2);
      double[] times = new double[5];
      float loss = 0;
      for (int round = 0; round < times.length; round++) {
        start = System.nanoTime();
        loss = model.run(step, steps);
        times[round] = (System.nanoTime() - start) / 1e6 / steps;
      }
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f ms (best %.2f), compile %.0f ms, first step %.0f ms, loss %.4f%n",
          args[0],
          times[2],
          times[0],
          compile,
          first,
          loss);
    }
  }

  private static final class Model {
    private final Engine engine;
    private final List<ModelVariable<TFloat32>> weights = new ArrayList<>();
    private final ModelVariable<TUint8> images;
    private final Random random = new Random(1);

    Model(Engine engine, int divisor) {
      this.engine = engine;
      int[] units = {784 / divisor, 512 / divisor, 10, 512 / divisor, 784 / divisor};
      for (int layer = 1; layer < units.length; layer++) {
        Shape kernel = Shape.of(units[layer - 1], units[layer]);
        weights.add(
            engine.weight(
                "kernel",
                kernel,
                (tf, shape, seed) ->
                    tf.math.mul(
                        tf.random.truncatedNormal(
                            tf.constant(shape.asArray()),
                            TFloat32.class,
                            TruncatedNormal.seed(seed)),
                        tf.constant(0.05f))));
        weights.add(engine.weight("bias", Shape.of(units[layer]), TapeBenchmark::zeros));
      }
      byte[] pixels = new byte[SAMPLES * units[0]];
      random.nextBytes(pixels);
      try (TUint8 tensor =
          TUint8.tensorOf(Shape.of(SAMPLES, units[0]), DataBuffers.of(pixels, true, false))) {
        images = engine.variable("images", TUint8.class, tensor);
      }
    }

    float run(CompiledFunction step, int steps) {
      float loss = 0;
      for (int i = 0; i < steps; i++) {
        int[] indices = random.ints(BATCH, 0, SAMPLES).toArray();
        try (TInt32 batch = TInt32.vectorOf(indices);
            Outputs outputs = step.call(Map.of("indices", batch))) {
          loss = outputs.scalar("loss");
        }
      }
      return loss;
    }

    CompiledFunction step(boolean adam) {
      List<ModelVariable<TFloat32>> moments = new ArrayList<>();
      List<ModelVariable<TFloat32>> squares = new ArrayList<>();
      if (adam) {
        for (ModelVariable<TFloat32> weight : weights) {
          moments.add(engine.weight("moment", weight.shape(), TapeBenchmark::zeros));
          squares.add(engine.weight("square", weight.shape(), TapeBenchmark::zeros));
        }
      }
      return engine.function(
          "step",
          List.of(new InputSpec("indices", TInt32.class, Shape.of(BATCH))),
          (tf, in) -> {
            Operand<TFloat32> x = batch(tf, in.get("indices", TInt32.class));
            try (GradientTape tape = GradientTape.on(engine)) {
              Operand<TFloat32> error = tf.math.sub(network(tf, x), x);
              Operand<TFloat32> loss =
                  tf.math.mean(tf.math.square(error), tf.constant(new int[] {0, 1}));
              List<Operand<?>> gradients = tape.gradient(loss, List.copyOf(weights));
              for (int i = 0; i < gradients.size(); i++) {
                Operand<? extends TType> handle = weights.get(i).handle(tf);
                Operand<TFloat32> gradient = floats(gradients.get(i));
                if (adam) {
                  tf.train.resourceApplyAdam(
                      handle,
                      moments.get(i).handle(tf),
                      squares.get(i).handle(tf),
                      tf.constant(0.9f),
                      tf.constant(0.999f),
                      tf.constant(1e-3f),
                      tf.constant(0.9f),
                      tf.constant(0.999f),
                      tf.constant(1e-7f),
                      gradient);
                } else {
                  tf.train.resourceApplyGradientDescent(handle, tf.constant(0.01f), gradient);
                }
              }
              return Map.of("loss", loss);
            }
          });
    }

    private Operand<TFloat32> batch(Ops tf, Operand<TInt32> indices) {
      Operand<TUint8> rows = tf.resourceGather(images.handle(tf), indices, TUint8.class);
      return tf.math.mul(tf.dtypes.cast(rows, TFloat32.class), tf.constant(1 / 255f));
    }

    private Operand<TFloat32> network(Ops tf, Operand<TFloat32> x) {
      Operand<TFloat32> h = x;
      for (int layer = 0; layer < weights.size(); layer += 2) {
        h =
            tf.math.add(
                tf.linalg.matMul(h, weights.get(layer).read(tf)), weights.get(layer + 1).read(tf));
        if (layer < weights.size() - 2) {
          h = tf.nn.relu(h);
        }
      }
      return h;
    }
  }

  private static Operand<TFloat32> zeros(Ops tf, Shape shape, long seed) {
    return tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
  }

  @SuppressWarnings("unchecked") // the weights are float32
  private static Operand<TFloat32> floats(Operand<?> operand) {
    return (Operand<TFloat32>) operand;
  }
}
