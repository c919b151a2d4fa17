package io.latent4j.deepcluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.Mode;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Trains encoder and centers together, as DEC and IDEC do. */
final class Refinement {
  private final DeepClustering options;
  private final GraphEngine engine;
  private final CodeNetwork network;
  private final ModelVariable<TFloat32> centers;

  Refinement(
      DeepClustering options,
      GraphEngine engine,
      CodeNetwork network,
      ModelVariable<TFloat32> centers) {
    this.options = options;
    this.engine = engine;
    this.network = network;
    this.centers = centers;
  }

  /** Trains until few samples change their cluster, or all epochs are done. */
  List<ClusterUpdate> run(
      Samples samples, Scaling scaling, Fit fit, TargetUpdates.Assessment assessment) {
    TrainingPlan plan = options.training().withPatience(0);
    int batch = plan.batchOf(samples.count());
    int steps = ((samples.count() - 1) / batch + 1) * plan.epochs();
    TargetUpdates updates =
        new TargetUpdates(
            engine, options, samples.count(), steps, centers, samples.labels(), assessment);
    Trainer trainer =
        Trainer.minimizing(
            engine,
            trained(),
            plan.newOptimizer(samples.count()),
            (tf, batchOfSamples, mode) ->
                loss(
                    tf,
                    network.rows(tf, batchOfSamples.samples(), mode),
                    tf.gather(updates.target().read(tf), batchOfSamples.indices(), tf.constant(0)),
                    mode));
    try (TrainingSet set = TrainingSet.of(samples, scaling)) {
      if (fit.goesOn()) {
        new NetworkTraining(fit, plan)
            .savedIn("clustering")
            .run("clustering", trainer, set, Optional.empty(), updates);
      }
    }
    return updates.updates();
  }

  /** What is trained: IDEC's decoder too, which DEC has no more use for. */
  Trackable trained() {
    Map<String, Trackable> trained = new LinkedHashMap<>();
    if (options.method() == ClusteringMethod.IDEC) {
      trained.putAll(network.children());
    } else {
      trained.put("encoder", network.encoder());
    }
    trained.put("centers", centers);
    return () -> trained;
  }

  /**
   * The loss of rows: their divergence from the target and, for IDEC, what is lost in
   * reconstruction; the weight is that of the divergence.
   *
   * @param target (rows, clusters)
   * @return a scalar
   */
  Operand<TFloat32> loss(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> target, Mode mode) {
    Operand<TFloat32> codes = network.encode(tf, rows, mode);
    Operand<TFloat32> divergence =
        SoftAssignment.divergence(tf, target, SoftAssignment.of(tf, codes, centers.read(tf)));
    return options.method() == ClusteringMethod.IDEC
        ? tf.math.add(
            network.loss(tf, rows, codes, mode),
            tf.math.mul(divergence, tf.constant((float) options.clusteringWeight())))
        : divergence;
  }
}
