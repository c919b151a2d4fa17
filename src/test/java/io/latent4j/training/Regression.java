package io.latent4j.training;

import io.latent4j.engine.Device;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A small network with dropout that learns a curve from 37 samples, in an engine of its own; all is
 * made anew from the seed.
 */
public final class Regression implements AutoCloseable {
  public static final int SAMPLES = 37;
  public static final int BATCH = 8;
  public static final int STEPS_PER_EPOCH = 5; // the last of them on 5 samples

  public final Engine engine;
  public final Sequential model;
  public final TrainingSet training;
  public final TrainingSet validation;
  public final Trainer trainer;
  private final List<TFloat32> tensors = new ArrayList<>();

  public Regression(EngineKind kind) {
    this(kind, 7);
  }

  public Regression(EngineKind kind, long seed) {
    this(kind, seed, Adam.of(0.03f));
  }

  public Regression(EngineKind kind, long seed, Optimizer optimizer) {
    EngineOptions options = EngineOptions.defaults().withThreads(1).withDevice(Device.CPU);
    engine = kind.open(options.withSeed(seed));
    model =
        Sequential.of(
            Dense.of(16).withActivation(ActivationFunction.TANH), Dropout.of(0.2f), Dense.of(2));
    model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 3));
    training = set(SAMPLES, 1);
    validation = set(11, 2);
    Loss<TFloat32> mse = Losses.meanSquaredError();
    trainer =
        Trainer.minimizing(
            engine,
            model,
            optimizer,
            (tf, batch, mode) ->
                mse.apply(tf, batch.floats("y"), model.call(tf, batch.samples(), mode)));
  }

  private TrainingSet set(int count, long seed) {
    Random random = new Random(seed);
    float[] x = new float[count * 3];
    float[] y = new float[count * 2];
    for (int i = 0; i < count; i++) {
      float angle = (float) (random.nextDouble() * Math.PI);
      x[3 * i] = angle;
      x[3 * i + 1] = (float) random.nextGaussian();
      x[3 * i + 2] = 1;
      y[2 * i] = (float) Math.sin(angle);
      y[2 * i + 1] = (float) Math.cos(angle);
    }
    return TrainingSet.of(
        Map.of(
            TrainingSet.SAMPLES,
            tensor(Shape.of(count, 3), x),
            "y",
            tensor(Shape.of(count, 2), y)));
  }

  private TFloat32 tensor(Shape shape, float... values) {
    TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    tensors.add(tensor);
    return tensor;
  }

  public History fit(int epochs, TrainingListener... listeners) {
    return trainer.fit(training, validation, TrainingOptions.of(epochs, BATCH), listeners);
  }

  public Map<String, String> weights() {
    return Snapshot.of((Trackable) model);
  }

  @Override
  public void close() {
    engine.close();
    training.close();
    validation.close();
    tensors.forEach(TFloat32::close);
  }
}
