package io.latent4j.boltzmann;

import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.NetworkTraining;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The training of a stack that was unrolled, with labels or as an autoencoder. */
final class DbnTuning {
  private final String part;
  private final DbnNetwork network;
  private final FineTuning options;
  private final VisibleRows rows;
  private final RbmSets sets;

  /**
   * Prepares training.
   *
   * @param part what listeners are told is under way, and where it is saved
   */
  DbnTuning(String part, DbnNetwork network, FineTuning options, VisibleRows rows, RbmSets sets) {
    this.part = part;
    this.network = network;
    this.options = options;
    this.rows = rows;
    this.sets = sets;
  }

  /** Trains. */
  void run(Fit fit) {
    training(fit).run(part, trainer(), sets.training(), sets.held());
  }

  private NetworkTraining training(Fit fit) {
    return new NetworkTraining(fit, options.plan()).savedIn(part.replace(" ", "-"));
  }

  private Trainer trainer() {
    return Trainer.minimizingWithMetrics(
        network.engine(),
        trained(),
        options.plan().newOptimizer(sets.training().count()),
        network.classifier().isPresent() ? this::classification : this::reconstruction);
  }

  /** Trains, and adds what the network gives to figures. */
  History run(Fit fit, Map<String, Double> figures) {
    NetworkTraining work = training(fit);
    Trainer trainer = trainer();
    History history = work.run(part, trainer, sets.training(), sets.held());
    work.figures(trainer, sets.training(), sets.held())
        .forEach(
            (name, value) ->
                figures.put(
                    name.startsWith("val_")
                        ? "val_fine_tuned_" + name.substring("val_".length())
                        : "fine_tuned_" + name,
                    value));
    return history;
  }

  private Trackable trained() {
    Map<String, Trackable> parts = new LinkedHashMap<>();
    network.classifier().ifPresent(part -> parts.put("classifier", trained(part)));
    network.encoder().ifPresent(part -> parts.put("encoder", part));
    network.decoder().ifPresent(part -> parts.put("decoder", part));
    return () -> parts;
  }

  /** All layers of a classifier; of one on features, the last. */
  private Trackable trained(Sequential classifier) {
    List<Layer> layers = classifier.layers();
    return options.fineTune() == FineTuning.Target.FEATURES
        ? layers.get(layers.size() - 1)
        : classifier;
  }

  private Map<String, Operand<TFloat32>> classification(Ops tf, Batch batch, Mode mode) {
    Operand<TFloat32> value = rows.of(tf, batch);
    List<Layer> layers = network.classifier().orElseThrow().layers();
    for (int i = 0; i < layers.size(); i++) {
      value = layers.get(i).call(tf, value, mode);
      if (mode == Mode.TRAINING && drops(i, layers.size() - 1)) {
        value = dropped(tf, layers.get(i), value);
      }
    }
    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    values.put(
        BatchFunction.LOSS,
        Losses.sparseCategoricalCrossentropyFromLogits().apply(tf, batch.labels(), value));
    values.put("accuracy", Metrics.sparseCategoricalAccuracy().apply(tf, batch.labels(), value));
    return values;
  }

  private boolean drops(int layer, int last) {
    boolean isHidden = layer < last;
    boolean isTrained = options.fineTune() == FineTuning.Target.CLASSIFIER || layer == last - 1;
    return options.dropout() > 0 && isHidden && isTrained;
  }

  private Operand<TFloat32> dropped(Ops tf, Layer after, Operand<TFloat32> value) {
    Dropout dropout = Dropout.of((float) options.dropout());
    dropout.build(network.engine(), after.outputShape());
    return dropout.call(tf, value, Mode.TRAINING);
  }

  /** Cross-entropy of binary units, from what goes into the last sigmoid; else squares. */
  private Map<String, Operand<TFloat32>> reconstruction(Ops tf, Batch batch, Mode mode) {
    Operand<TFloat32> x = rows.of(tf, batch);
    Operand<TFloat32> code = network.encoder().orElseThrow().call(tf, x, mode);
    Sequential decoder = network.decoder().orElseThrow();
    if (network.rbms().get(0).shape().isGaussian()) {
      return Map.of(
          BatchFunction.LOSS, Losses.meanSquaredError().apply(tf, x, decoder.call(tf, code, mode)));
    }
    List<Layer> layers = decoder.layers();
    Operand<TFloat32> value = code;
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      value = layer.call(tf, value, mode);
    }
    Dense last = (Dense) layers.get(layers.size() - 1);
    Operand<TFloat32> logits =
        tf.math.add(tf.linalg.matMul(value, last.kernel().read(tf)), last.bias().read(tf));
    return Map.of(BatchFunction.LOSS, Losses.binaryCrossentropyFromLogits().apply(tf, x, logits));
  }
}
