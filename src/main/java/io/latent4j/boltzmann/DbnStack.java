package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Fit;
import io.latent4j.training.BatchListener;
import io.latent4j.training.History;
import io.latent4j.training.Predictor;
import io.latent4j.training.TrainingDivergedException;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tensorflow.types.family.TType;

/** The machines of a stack as they are trained, and what each of them learns from. */
final class DbnStack implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 1024;

  /** What seeds of layers differ by. */
  private static final long SEED_STEP = 1_000_003;

  private final Dbn options;
  private final Fit fit;
  private final Samples samples;
  private final Scaling scaling;
  private final List<RbmWeights> machines = new ArrayList<>();
  private final List<History> histories = new ArrayList<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private Level level;

  /**
   * What a machine learns from.
   *
   * @param samples those to learn from
   * @param held those held out
   * @param scaling how they are scaled
   * @param isOwn whether they are closed when the next machine has its own
   */
  private record Level(Samples samples, Optional<Samples> held, Scaling scaling, boolean isOwn)
      implements AutoCloseable {
    @Override
    public void close() {
      if (isOwn) {
        samples.close();
        held.ifPresent(Samples::close);
      }
    }
  }

  DbnStack(Dbn options, Fit fit, Samples samples, Scaling scaling) {
    this.options = options;
    this.fit = fit;
    this.samples = samples;
    this.scaling = scaling;
    this.level = new Level(samples, fit.how().validation(), scaling, false);
  }

  List<RbmWeights> machines() {
    return machines;
  }

  List<History> histories() {
    return histories;
  }

  Map<String, Double> figures() {
    return figures;
  }

  int classes() {
    return Arrays.stream(samples.labels().orElseThrow()).max().orElseThrow() + 1;
  }

  /** How many units of labels the highest machine of all that there are has. */
  int topLabels() {
    return options.topLabels() && machines.size() == options.layers().size() ? classes() : 0;
  }

  /** Trains machine after machine, as long as the fit goes on. */
  void train() {
    int count = options.layers().size();
    for (int layer = 0; layer < count; layer++) {
      boolean isTop = layer == count - 1;
      train(layer, isTop && options.topLabels() ? classes() : 0);
      if (isTop || !fit.goesOn() || !goUp()) {
        return;
      }
    }
  }

  private void train(int layer, int labels) {
    boolean isLowest = layer == 0;
    VisibleUnits visible = isLowest ? options.visible() : VisibleUnits.BINARY;
    int features = level.samples().features();
    RbmShape shape =
        new RbmShape(
            features,
            labels,
            options.layers().get(layer),
            visible,
            isLowest && options.learnVariance());
    ContrastiveDivergence learning =
        isLowest ? options.learning() : options.learning().withBinarize(Binarization.NONE);
    Optional<RbmTraining> begun = Optional.empty();
    try (GraphEngine engine = GraphEngine.create(seeded(layer));
        RbmSets sets = RbmSets.of(level.samples(), level.held(), labels > 0)) {
      RbmNetwork network = new RbmNetwork(engine, shape, learning.init());
      if (learning.biasFromMeans()) {
        float[] biases = FeatureMeans.of(level.samples(), level.scaling()).biases(visible);
        network.visibleBias().assign(Arrays.copyOf(biases, shape.allVisible()));
      }
      RbmTraining work =
          new RbmTraining(
              fit,
              network,
              new VisibleRows(level.scaling(), features, labels),
              learning,
              Rbm.plan(visible, options.training()),
              sets,
              Optional.of("layer" + (layer + 1)));
      begun = Optional.of(work);
      History history = work.run("layer %d of %d".formatted(layer + 1, options.layers().size()));
      histories.add(history);
      String prefix = "layer%d_".formatted(layer + 1);
      work.figures(history).forEach((name, value) -> figures.put(prefix + name, value));
      machines.add(network.values());
    } catch (TrainingDivergedException e) {
      String kept = begun.flatMap(RbmTraining::lastGood).map(this::keep).orElse("");
      throw new TrainingDivergedException(
          "layer %d: %s%s".formatted(layer + 1, e.getMessage(), kept), e);
    }
  }

  /** Adds a machine that was good before it diverged, and says so. */
  private String keep(RbmTraining.Good good) {
    machines.add(good.machine());
    histories.add(good.history());
    return "; kept are the weights after epoch " + good.epochs();
  }

  private EngineOptions seeded(int layer) {
    EngineOptions engine = fit.how().engine();
    return engine.withSeed(engine.seed() + layer * SEED_STEP);
  }

  /** Makes what the next machine learns from; false if that was interrupted. */
  private boolean goUp() {
    RbmWeights machine = machines.get(machines.size() - 1);
    try (GraphEngine engine = GraphEngine.create(fit.how().engine())) {
      RbmNetwork network = RbmNetwork.of(engine, machine, 0);
      VisibleRows rows = new VisibleRows(level.scaling(), level.samples().features(), 0);
      Predictor up = Predictor.of(engine, (tf, batch) -> network.hidden(tf, rows.of(tf, batch)));
      Samples next = hidden(up, level.samples());
      Optional<Samples> held;
      try {
        held = level.held().map(some -> hidden(up, some));
      } catch (RuntimeException | Error e) {
        next.close();
        throw e;
      }
      level.close();
      level = new Level(next, held, Scaling.none(), true);
      return true;
    } catch (CancellationException e) {
      Thread.currentThread().interrupt();
      return fit.goesOn();
    }
  }

  private static Samples hidden(Predictor up, Samples some) {
    Map<String, TType> arrays = new LinkedHashMap<>();
    arrays.put(TrainingSet.SAMPLES, some.tensor());
    try (TrainingSet set = TrainingSet.of(arrays)) {
      Samples hidden = up.predictSamples(set, ROWS_AT_ONCE, BatchListener.none());
      return some.labels().map(hidden::withLabels).orElse(hidden);
    }
  }

  /** Trains the stack as the network that it was unrolled to. */
  void tune(DbnNetwork network) {
    int asked = options.tuning().fineTuneSamples();
    int count = asked == 0 ? samples.count() : Math.min(asked, samples.count());
    try (Samples seen = samples.take(count);
        RbmSets sets = RbmSets.of(seen, fit.how().validation(), options.needsLabels())) {
      VisibleRows rows = new VisibleRows(scaling, samples.features(), 0);
      FineTuning tuning = options.tuning();
      tuning
          .head()
          .ifPresent(head -> new DbnTuning("softmax layer", network, head, rows, sets).run(fit));
      if (fit.goesOn()) {
        histories.add(new DbnTuning("fine-tuning", network, tuning, rows, sets).run(fit, figures));
      }
    } catch (TrainingDivergedException e) {
      throw new TrainingDivergedException("fine-tuning: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    level.close();
  }
}
