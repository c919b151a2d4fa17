package io.latent4j.adversarial;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A step of training: some of the discriminator, each on rows of its own, then one of the generator
 * through the discriminator, whose weights stay as they are in it.
 */
final class AdversarialStep implements BatchFunction {
  static final String GENERATOR_LOSS = "generator_loss";
  static final String DISCRIMINATOR_LOSS = "discriminator_loss";
  static final String REAL = "real";
  static final String GENERATED = "generated";
  static final String DIVERSITY = "diversity";

  private final Engine engine;
  private final Gan options;
  private final GanNetwork network;
  private final Optimizer generatorOptimizer;
  private final Optimizer discriminatorOptimizer;
  private final MovingAverage average;
  private final int criticSteps;

  AdversarialStep(
      Engine engine,
      Gan options,
      GanNetwork network,
      Optimizer generatorOptimizer,
      Optimizer discriminatorOptimizer,
      MovingAverage average) {
    this.engine = engine;
    this.options = options;
    this.network = network;
    this.generatorOptimizer = generatorOptimizer;
    this.discriminatorOptimizer = discriminatorOptimizer;
    this.average = average;
    this.criticSteps = options.resolvedCriticSteps();
    generatorOptimizer.build(network.generator().trainableVariables());
    discriminatorOptimizer.build(network.discriminator().trainableVariables());
  }

  /**
   * What a step of the discriminator sees.
   *
   * @param real real samples
   * @param code what the generator makes as many samples of
   * @param labels of a conditional GAN, the labels as ones among zeros, else null
   * @param realTargets what to say of real samples, (samples)
   * @param generatedTargets what to say of generated ones, (samples)
   * @param mixing how much of a real sample there is in the points of a gradient penalty
   */
  record Critique(
      Operand<TFloat32> real,
      Operand<TFloat32> code,
      Operand<TFloat32> labels,
      Operand<TFloat32> realTargets,
      Operand<TFloat32> generatedTargets,
      Operand<TFloat32> mixing) {}

  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch) {
    Shape sample = network.description().sample();
    Operand<TFloat32> rows = tf.reshape(batch.samples(), tf.constant(sample.prepend(-1).asArray()));
    int rowCount = Math.toIntExact(batch.samples().shape().get(0));
    int size = rowCount / criticSteps;
    Map<String, Operand<TFloat32>> metrics = new LinkedHashMap<>();
    Operand<TFloat32> labels = null;
    for (int i = 0; i < criticSteps; i++) {
      labels = labels(tf, batch, i * size, size);
      Critique critique = critique(tf, part(tf, rows, i * size, size), labels, size);
      metrics.putAll(trainDiscriminator(tf, critique));
    }
    Operand<TFloat32> loss = trainGenerator(tf, code(tf, labels, size), labels);
    average.move(tf);
    metrics.put(GENERATOR_LOSS, loss);
    metrics.put(LOSS, tf.math.add(loss, metrics.get(DISCRIMINATOR_LOSS)));
    return metrics;
  }

  private static Operand<TFloat32> part(Ops tf, Operand<TFloat32> rows, int from, int size) {
    int axes = rows.shape().numDimensions();
    int[] begin = new int[axes];
    int[] extent = new int[axes];
    begin[0] = from;
    Arrays.fill(extent, -1);
    extent[0] = size;
    return tf.slice(rows, tf.constant(begin), tf.constant(extent));
  }

  private Operand<TFloat32> labels(Ops tf, Batch batch, int from, int size) {
    if (!network.description().isConditional()) {
      return null;
    }
    Operand<TInt32> rows =
        tf.slice(batch.labels(), tf.constant(new int[] {from}), tf.constant(new int[] {size}));
    return tf.oneHot(
        rows, tf.constant(network.description().labels()), tf.constant(1f), tf.constant(0f));
  }

  private Critique critique(Ops tf, Operand<TFloat32> real, Operand<TFloat32> labels, int size) {
    int[] ones = new int[real.shape().numDimensions()];
    Arrays.fill(ones, 1);
    ones[0] = size;
    Operand<TFloat32> realTargets =
        tf.fill(tf.constant(new int[] {size}), tf.constant(realTarget()));
    Operand<TFloat32> generatedTargets = tf.zeros(tf.constant(new int[] {size}), TFloat32.class);
    if (options.labelNoise() > 0) {
      Operand<TFloat32> swapped = realTargets;
      realTargets = swapSome(tf, size, realTargets, generatedTargets);
      generatedTargets = swapSome(tf, size, generatedTargets, swapped);
    }
    return new Critique(
        real, code(tf, labels, size), labels, realTargets, generatedTargets, uniform(tf, ones));
  }

  private float realTarget() {
    return (float) (1 - options.smoothing());
  }

  private Operand<TFloat32> swapSome(
      Ops tf, int size, Operand<TFloat32> usual, Operand<TFloat32> swapped) {
    return tf.select(
        tf.math.less(uniform(tf, size), tf.constant((float) options.labelNoise())), swapped, usual);
  }

  private Operand<TFloat32> uniform(Ops tf, int... shape) {
    return tf.random.statelessRandomUniform(tf.constant(shape), engine.randomSeed(tf));
  }

  /** Latent values from a standard normal distribution and, of a conditional GAN, the labels. */
  private Operand<TFloat32> code(Ops tf, Operand<TFloat32> labels, int size) {
    int[] shape = {size, network.description().latent()};
    Operand<TFloat32> latent =
        tf.random.statelessRandomNormal(tf.constant(shape), engine.randomSeed(tf));
    return labels == null ? latent : tf.concat(List.of(latent, labels), tf.constant(1));
  }

  /** Makes one step of the discriminator, and tells its loss and what it says of the samples. */
  Map<String, Operand<TFloat32>> trainDiscriminator(Ops tf, Critique seen) {
    List<ModelVariable<?>> weights = network.discriminator().trainableVariables();
    Operand<TFloat32> generated =
        tf.stopGradient(network.generator().call(tf, seen.code, Mode.TRAINING));
    Map<String, Operand<TFloat32>> metrics = new LinkedHashMap<>();
    try (GradientTape tape = GradientTape.on(engine)) {
      Operand<TFloat32> ofReal = network.judge(tf, seen.real, seen.labels);
      Operand<TFloat32> ofGenerated = network.judge(tf, generated, seen.labels);
      Operand<TFloat32> loss =
          options
              .loss()
              .ofDiscriminator(tf, ofReal, seen.realTargets, ofGenerated, seen.generatedTargets);
      if (options.loss() == GanLoss.WASSERSTEIN) {
        Operand<TFloat32> penalty =
            GradientPenalty.of(
                engine,
                tf,
                x -> network.judge(tf, x, seen.labels),
                seen.real,
                generated,
                seen.mixing);
        loss = tf.math.add(loss, tf.math.mul(tf.constant((float) options.penalty()), penalty));
      }
      metrics.put(DISCRIMINATOR_LOSS, loss);
      metrics.put(REAL, options.loss().told(tf, ofReal));
      metrics.put(GENERATED, options.loss().told(tf, ofGenerated));
      discriminatorOptimizer.apply(tf, tape.gradient(loss, weights), weights);
    }
    int size = Math.toIntExact(seen.real.shape().get(0));
    if (size > 1) {
      metrics.put(DIVERSITY, BatchDiversity.ratio(tf, generated, seen.real, size));
    }
    return metrics;
  }

  /** Makes one step of the generator, and tells its loss. */
  Operand<TFloat32> trainGenerator(Ops tf, Operand<TFloat32> code, Operand<TFloat32> labels) {
    List<ModelVariable<?>> weights = network.generator().trainableVariables();
    try (GradientTape tape = GradientTape.on(engine)) {
      Operand<TFloat32> generated = network.generator().call(tf, code, Mode.TRAINING);
      Operand<TFloat32> loss = options.loss().ofGenerator(tf, network.judge(tf, generated, labels));
      generatorOptimizer.apply(tf, tape.gradient(loss, weights), weights);
      return loss;
    }
  }
}
