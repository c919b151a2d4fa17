package io.latent4j.boltzmann;

import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The training of one machine. */
final class RbmTraining {
  static final String RECONSTRUCTION_ERROR = "reconstruction_error";
  static final String RECONSTRUCTION_MSE = "reconstruction_mse";
  static final String PSEUDO_LIKELIHOOD = "pseudo_likelihood";
  static final String FREE_ENERGY_GAP = "free_energy_gap";

  private static final String STEP = "divergence";
  private static final String VALIDATION = "val_";

  private final RbmNetwork network;
  private final VisibleRows rows;
  private final ContrastiveDivergence learning;
  private final RbmSets sets;
  private final int batch;
  private final DivergenceStep step;
  private final Trainer trainer;
  private final Trainer evaluator;
  private final NetworkTraining work;
  private Good good;

  RbmTraining(
      Fit fit,
      RbmNetwork network,
      VisibleRows rows,
      ContrastiveDivergence learning,
      TrainingPlan plan,
      RbmSets sets,
      Optional<String> part) {
    this.network = network;
    this.rows = rows;
    this.learning = learning;
    this.sets = sets;
    int count = sets.training().count();
    batch = plan.batchOf(count);
    Optimizer optimizer = plan.newOptimizer(count);
    if (learning.weightDecay() > 0) {
      optimizer = optimizer.withWeightDecay((float) learning.weightDecay(), "bias", "variance");
    }
    step = new DivergenceStep(network, learning, optimizer, batch, (count - 1) / batch + 1);
    Map<String, Trackable> state = new LinkedHashMap<>();
    state.put(Trainer.MODEL, network);
    state.put(Trainer.OPTIMIZER, optimizer);
    state.put(STEP, step);
    BatchFunction learn =
        (tf, some) -> Map.of(BatchFunction.LOSS, step.apply(tf, bits(tf, rows.of(tf, some))));
    trainer = Trainer.of(network.engine(), state, learn, this::evaluateHeld);
    evaluator = Trainer.of(network.engine(), state, learn, this::evaluate);
    NetworkTraining any = new NetworkTraining(fit, plan).endedBy(VALIDATION + FREE_ENERGY_GAP);
    work = part.map(any::savedIn).orElse(any);
  }

  DivergenceStep step() {
    return step;
  }

  /** Trains; what is good is kept as it goes on, for if it diverges. */
  History run(String stage) {
    return work.run(stage, trainer, sets.training(), sets.held(), new GoodKeeper());
  }

  /**
   * A machine after an epoch whose loss was a number.
   *
   * @param machine the machine
   * @param history the epochs until then
   */
  record Good(RbmWeights machine, History history) {
    /** How many epochs it has learned. */
    int epochs() {
      return history.epochs().size();
    }
  }

  /** The last of them; none before the end of the first epoch. */
  Optional<Good> lastGood() {
    return Optional.ofNullable(good);
  }

  private final class GoodKeeper implements TrainingListener {
    @Override
    public void onReady(TrainingRun run) {
      if (!run.epochs().isEmpty()) {
        keep(run);
      }
    }

    @Override
    public void onEpoch(TrainingRun run, Epoch epoch) {
      keep(run);
    }

    private void keep(TrainingRun run) {
      good = new Good(network.values(), new History(run.epochs(), History.End.STOPPED));
    }
  }

  /**
   * What the machine gives on what it learned from and, with {@code val_}, on what was held out.
   */
  Map<String, Double> figures(History history) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!history.epochs().isEmpty()) {
      figures.put(RECONSTRUCTION_ERROR, history.last().metric(BatchFunction.LOSS));
    }
    figures.putAll(evaluator.evaluate(sets.training(), batch));
    figures.remove(BatchFunction.LOSS);
    sets.held().ifPresent(held -> addHeld(trainer.evaluate(held, batch), figures));
    return figures;
  }

  private static void addHeld(Map<String, Double> values, Map<String, Double> figures) {
    values.forEach(
        (name, value) ->
            figures.put(
                switch (name) {
                  case BatchFunction.LOSS -> VALIDATION + RECONSTRUCTION_ERROR;
                  case FREE_ENERGY_GAP -> FREE_ENERGY_GAP;
                  default -> VALIDATION + name;
                },
                value));
  }

  /** Samples as the machine learns from them. */
  private Operand<TFloat32> bits(Ops tf, Operand<TFloat32> v) {
    return switch (learning.binarize()) {
      case NONE -> v;
      case THRESHOLD -> tf.dtypes.cast(tf.math.greaterEqual(v, tf.constant(0.5f)), TFloat32.class);
      case SAMPLE -> network.draw(tf, v);
    };
  }

  private Map<String, Operand<TFloat32>> evaluate(Ops tf, Batch batch) {
    Operand<TFloat32> v = bits(tf, rows.of(tf, batch));
    Operand<TFloat32> probabilities = network.hidden(tf, v);
    Operand<TFloat32> drawn =
        network.drawVisible(tf, network.visibleInput(tf, network.draw(tf, probabilities)));
    Map<String, Operand<TFloat32>> metrics = new LinkedHashMap<>();
    metrics.put(BatchFunction.LOSS, DivergenceStep.meanSquare(tf, v, drawn));
    metrics.put(
        RECONSTRUCTION_MSE, DivergenceStep.meanSquare(tf, v, network.visible(tf, probabilities)));
    if (!network.shape().isGaussian()) {
      metrics.put(PSEUDO_LIKELIHOOD, mean(tf, PseudoLikelihood.ofOneFeature(tf, network, v)));
    }
    return metrics;
  }

  private Map<String, Operand<TFloat32>> evaluateHeld(Ops tf, Batch batch) {
    Map<String, Operand<TFloat32>> metrics = evaluate(tf, batch);
    Operand<TFloat32> v = bits(tf, rows.of(tf, batch));
    Operand<TFloat32> others = bits(tf, rows.of(tf, batch, RbmSets.BESIDE, RbmSets.BESIDE_LABELS));
    metrics.put(
        FREE_ENERGY_GAP,
        tf.math.sub(mean(tf, network.freeEnergy(tf, v)), mean(tf, network.freeEnergy(tf, others))));
    return metrics;
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> rows) {
    return tf.math.mean(rows, tf.constant(0));
  }
}
