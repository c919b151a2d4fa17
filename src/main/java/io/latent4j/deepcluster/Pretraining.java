package io.latent4j.deepcluster;

import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Fit;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the autoencoder before anything is clustered. */
final class Pretraining {
  private final DeepClustering options;
  private final GraphEngine engine;
  private final CodeNetwork network;
  private final Fit fit;

  Pretraining(DeepClustering options, GraphEngine engine, CodeNetwork network, Fit fit) {
    this.options = options;
    this.engine = engine;
    this.network = network;
    this.fit = fit;
  }

  /** How it went, and what the weights that were kept give. */
  record Result(History history, Map<String, Double> figures) {}

  Result run(TrainingSet set, Optional<TrainingSet> validation) {
    if (options.layerWise()) {
      int layers = options.layers().size();
      for (int layer = 0; layer < layers && fit.goesOn(); layer++) {
        trainPair(layer, set, options.pretraining(Math.max(1, options.pretrainEpochs() / layers)));
      }
    }
    TrainingPlan plan = options.pretraining(options.pretrainEpochs());
    Trainer trainer =
        Trainer.minimizing(
            engine,
            network,
            plan.newOptimizer(set.count()),
            (tf, batch, mode) -> {
              var rows = network.rows(tf, batch.samples(), mode);
              return network.loss(tf, rows, network.encode(tf, rows, mode), mode);
            });
    NetworkTraining work = new NetworkTraining(fit, plan);
    History history =
        fit.goesOn()
            ? work.run("pretraining", trainer, set, validation)
            : new History(List.of(), History.End.INTERRUPTED);
    return new Result(history, work.figures(trainer, set, validation));
  }

  private void trainPair(int layer, TrainingSet set, TrainingPlan plan) {
    Trainer trainer =
        Trainer.minimizing(
            engine,
            network.pair(layer),
            plan.newOptimizer(set.count()),
            (tf, batch, mode) ->
                network.pairLoss(tf, layer, network.rows(tf, batch.samples(), mode), mode));
    String name = "layer %d".formatted(layer + 1);
    new NetworkTraining(fit, plan.withPatience(0))
        .savedIn("layer-" + (layer + 1))
        .run(name, trainer, set, Optional.empty());
  }
}
