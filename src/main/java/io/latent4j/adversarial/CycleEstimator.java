package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.StepTraining;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** Learns to translate to some samples. */
record CycleEstimator(CycleGan cycle, Samples target) implements Estimator<CycleGanModel> {

  @Override
  public String name() {
    return CycleGanModel.SYSTEM;
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(cycle.options());
    options.put("target", target.name());
    options.put("target_hash", target.hash());
    return options;
  }

  @Override
  public void check(Samples samples) {
    if (samples.features() != target.features()) {
      throw new InvalidOptionException(
          "target",
          "must have %d features like the samples to translate, but has %d"
              .formatted(samples.features(), target.features()));
    }
    int least = Math.min(samples.count(), target.count());
    if (least < 2) {
      throw new InvalidOptionException(
          samples.count() < 2 ? "samples" : "target", "must be at least 2, but are " + least);
    }
    GanArchitecture architecture = cycle.architecture();
    architecture.translator(architecture.input(GanDescription.shapeOf(samples)));
  }

  @Override
  public CycleGanModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, cycle.scale());
    Shape sample = cycle.architecture().input(GanDescription.shapeOf(samples));
    GanOptimizers optimizers = new GanOptimizers(cycle.training(), cycle.loss());
    int batch = Math.min(cycle.training().batch(), samples.count());
    fit.resolve("batch", batch);
    fit.resolve("learning_rate", optimizers.rate());
    GanDescription.imageOf(samples)
        .ifPresent(shape -> fit.resolve(AdversarialModel.IMAGE_SHAPE, shape));
    try (GraphEngine engine = GraphEngine.create(how.engine());
        TrainingSet set = TrainingSet.of(samples, scaling)) {
      CycleNetwork network =
          new CycleNetwork(
              engine,
              cycle,
              sample,
              GanDescription.usualActivation(target, scaling),
              GanDescription.usualActivation(samples, scaling));
      Optimizer ofGenerators = optimizers.make();
      Optimizer ofDiscriminators = optimizers.make();
      List<AdversarialWatch.Averaged> averaged =
          Stream.of(network.generator(), network.inverseGenerator())
              .map(
                  generator ->
                      new AdversarialWatch.Averaged(
                          generator, network.averageOf(engine, cycle.architecture(), generator)))
              .toList();
      CycleStep step =
          new CycleStep(
              engine,
              cycle,
              network,
              target,
              scaling,
              ofGenerators,
              ofDiscriminators,
              averaged.stream()
                  .map(
                      pair ->
                          new MovingAverage(
                              engine, pair.generator(), pair.average(), cycle.averaging()))
                  .toList());
      Map<String, Trackable> state = new LinkedHashMap<>();
      state.put(Trainer.MODEL, network);
      state.put("average", averaged.get(0).average());
      state.put("inverse_average", averaged.get(1).average());
      state.put("generator_optimizer", ofGenerators);
      state.put("discriminator_optimizer", ofDiscriminators);
      Trainer trainer = Trainer.of(engine, state, step, step);
      AdversarialWatch watch =
          new AdversarialWatch(
              new AdversarialWatch.Limits(cycle.collapseBelow(), cycle.recover(), 0, cycle.loss()),
              averaged,
              fit);
      History history =
          new StepTraining(fit, cycle.training())
              .run("training", trainer, set, batch, cycle.checkEvery(), List.of(watch));
      averaged.forEach(pair -> pair.average().copyValuesTo(pair.generator()));
      return CycleGanModel.of(
          cycle, network, scaling, history, fit.provenance(watch.figures(history)), how.engine());
    }
  }
}
