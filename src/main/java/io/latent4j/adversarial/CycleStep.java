package io.latent4j.adversarial;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A step of a cycle: one of both discriminators, then one of both generators. Rows of the other set
 * are drawn in the engine, with replacement, since the sets may differ in size.
 */
final class CycleStep implements BatchFunction {
  static final String CYCLE_LOSS = "cycle_loss";

  private final Engine engine;
  private final CycleGan options;
  private final CycleNetwork network;
  private final ModelVariable<? extends TType> target;
  private final int targets;
  private final Scaling scaling;
  private final Optimizer generatorOptimizer;
  private final Optimizer discriminatorOptimizer;
  private final List<MovingAverage> averages;
  private final List<ModelVariable<?>> ofGenerators;
  private final List<ModelVariable<?>> ofDiscriminators;

  CycleStep(
      Engine engine,
      CycleGan options,
      CycleNetwork network,
      Samples target,
      Scaling scaling,
      Optimizer generatorOptimizer,
      Optimizer discriminatorOptimizer,
      List<MovingAverage> averages) {
    this.engine = engine;
    this.options = options;
    this.network = network;
    this.target = resident(engine, target.tensor());
    this.targets = target.count();
    this.scaling = scaling;
    this.generatorOptimizer = generatorOptimizer;
    this.discriminatorOptimizer = discriminatorOptimizer;
    this.averages = List.copyOf(averages);
    ofGenerators = both(network.generator(), network.inverseGenerator());
    ofDiscriminators = both(network.discriminator(), network.inverseDiscriminator());
    generatorOptimizer.build(ofGenerators);
    discriminatorOptimizer.build(ofDiscriminators);
  }

  private static <T extends TType> ModelVariable<T> resident(Engine engine, T values) {
    @SuppressWarnings("unchecked") // the class of a T
    Class<T> type = (Class<T>) values.type();
    return engine.variable("target", type, values);
  }

  private static List<ModelVariable<?>> both(Sequential one, Sequential other) {
    List<ModelVariable<?>> weights = new ArrayList<>(one.trainableVariables());
    weights.addAll(other.trainableVariables());
    return weights;
  }

  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch) {
    int size = Math.toIntExact(batch.samples().shape().get(0));
    Operand<TFloat32> x = shaped(tf, batch.samples());
    Operand<TFloat32> y = shaped(tf, draw(tf, size));
    Map<String, Operand<TFloat32>> metrics = new LinkedHashMap<>();
    Operand<TFloat32> discriminators = trainDiscriminators(tf, x, y, size, metrics);
    Operand<TFloat32> generators = trainGenerators(tf, x, y, metrics);
    averages.forEach(average -> average.move(tf));
    metrics.put(LOSS, tf.math.add(generators, discriminators));
    return metrics;
  }

  private Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> rows) {
    return tf.reshape(rows, tf.constant(network.sample().prepend(-1).asArray()));
  }

  private Operand<TFloat32> draw(Ops tf, int size) {
    Operand<TInt32> rows =
        tf.random.statelessRandomUniformInt(
            tf.constant(new int[] {size}),
            engine.randomSeed(tf),
            tf.constant(0),
            tf.constant(targets));
    Operand<? extends TType> drawn = tf.gather(target.read(tf), rows, tf.constant(0));
    return scaling.apply(tf, drawn.asOutput().expect(drawn.type().asSubclass(TNumber.class)));
  }

  private Operand<TFloat32> trainDiscriminators(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> y,
      int size,
      Map<String, Operand<TFloat32>> metrics) {
    Operand<TFloat32> toY = tf.stopGradient(network.generator().call(tf, x, Mode.TRAINING));
    Operand<TFloat32> toX = tf.stopGradient(network.inverseGenerator().call(tf, y, Mode.TRAINING));
    try (GradientTape tape = GradientTape.on(engine)) {
      Contest forth = contest(tf, network.discriminator(), y, toY, size);
      Contest back = contest(tf, network.inverseDiscriminator(), x, toX, size);
      Operand<TFloat32> loss = tf.math.add(forth.loss, back.loss);
      discriminatorOptimizer.apply(tf, tape.gradient(loss, ofDiscriminators), ofDiscriminators);
      metrics.put(AdversarialStep.DISCRIMINATOR_LOSS, loss);
      metrics.put(AdversarialStep.REAL, mean(tf, forth.real, back.real));
      metrics.put(AdversarialStep.GENERATED, mean(tf, forth.generated, back.generated));
      if (size > 1) {
        metrics.put(
            AdversarialStep.DIVERSITY,
            tf.math.minimum(
                BatchDiversity.ratio(tf, toY, y, size), BatchDiversity.ratio(tf, toX, x, size)));
      }
      return loss;
    }
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.mul(tf.constant(0.5f), tf.math.add(a, b));
  }

  /** What a discriminator minimizes, and what it says on average. */
  private record Contest(
      Operand<TFloat32> loss, Operand<TFloat32> real, Operand<TFloat32> generated) {}

  private Contest contest(
      Ops tf,
      Sequential discriminator,
      Operand<TFloat32> real,
      Operand<TFloat32> generated,
      int size) {
    int[] shape = {size};
    Operand<TFloat32> ofReal = CycleNetwork.judge(tf, discriminator, real);
    Operand<TFloat32> ofGenerated = CycleNetwork.judge(tf, discriminator, generated);
    Operand<TFloat32> loss =
        options
            .loss()
            .ofDiscriminator(
                tf,
                ofReal,
                tf.fill(tf.constant(shape), tf.constant(1f)),
                ofGenerated,
                tf.fill(tf.constant(shape), tf.constant(0f)));
    return new Contest(loss, options.loss().told(tf, ofReal), options.loss().told(tf, ofGenerated));
  }

  private Operand<TFloat32> trainGenerators(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, Map<String, Operand<TFloat32>> metrics) {
    try (GradientTape tape = GradientTape.on(engine)) {
      Operand<TFloat32> toY = network.generator().call(tf, x, Mode.TRAINING);
      Operand<TFloat32> toX = network.inverseGenerator().call(tf, y, Mode.TRAINING);
      Operand<TFloat32> cycle =
          tf.math.add(
              distance(tf, network.inverseGenerator().call(tf, toY, Mode.TRAINING), x),
              distance(tf, network.generator().call(tf, toX, Mode.TRAINING), y));
      Operand<TFloat32> contest =
          tf.math.add(
              options.loss().ofGenerator(tf, CycleNetwork.judge(tf, network.discriminator(), toY)),
              options
                  .loss()
                  .ofGenerator(tf, CycleNetwork.judge(tf, network.inverseDiscriminator(), toX)));
      Operand<TFloat32> loss =
          tf.math.add(contest, tf.math.mul(tf.constant((float) options.cycleWeight()), cycle));
      generatorOptimizer.apply(tf, tape.gradient(loss, ofGenerators), ofGenerators);
      metrics.put(AdversarialStep.GENERATOR_LOSS, contest);
      metrics.put(CYCLE_LOSS, cycle);
      return loss;
    }
  }

  /** The mean absolute difference. */
  private static Operand<TFloat32> distance(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Operand<TFloat32> flat =
        tf.reshape(tf.math.abs(tf.math.sub(a, b)), tf.constant(new int[] {-1}));
    return tf.math.mean(flat, tf.constant(0));
  }
}
