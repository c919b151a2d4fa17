package io.latent4j.reinforcement;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.FitOptions;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Puts together what {@link Dqn} trains. */
final class DqnTraining {
  private DqnTraining() {}

  static DqnModel fit(Dqn options, Supplier<? extends Environment> environment, FitOptions how) {
    Environment game = environment.get();
    QNetwork.Design design = new QNetwork.Design(options.layers(), options.duelling(), false);
    QNetwork.Form form = new QNetwork.Form(design, game.observationShape(), game.actions().size());
    long calls = (options.steps() - options.warmUp()) / options.games();
    QTraining.Division division =
        QTraining.Division.of(options.warmUp(), options.games(), calls, 1);
    try (GraphEngine engine = GraphEngine.create(how.engine())) {
      QNetwork network = new QNetwork(engine, form);
      QNetwork copy = new QNetwork(engine, form);
      CompiledFunction refresh = copying(engine, network, copy);
      refresh.call().close();
      Optimizer optimizer =
          optimizer(
              options.optimizer(),
              TrainingPlan.of(1, 1)
                  .withSchedule(options.schedule())
                  .withLearningRate(options.learningRate()),
              division.calls() * options.updates());
      Updates.Form updates =
          new Updates.Form(options.updates(), 2, 3, options.batch(), options.huber(), true);
      ReplayExperience experience =
          new ReplayExperience(engine, network, options, environment, () -> refresh.call().close());
      return new QTraining(options, environment, how)
          .run(
              engine,
              network,
              optimizer,
              new Updates(
                  engine, network, optimizer, targets(network, copy, options.doubleQ()), updates),
              experience,
              Map.of("target", copy),
              division);
    }
  }

  static Optimizer optimizer(String name, TrainingPlan plan, int updatesOfEpoch) {
    return plan.withOptimizer(name).newOptimizer(updatesOfEpoch);
  }

  /**
   * The reward and the discounted value of the best next action, by the copy. As that stays the
   * same during a call, it values the observations of all updates together.
   */
  static Updates.Targets targets(QNetwork network, QNetwork copy, boolean doubleQ) {
    return (tf, all) -> {
      int updates = (int) all.shape().get(1);
      int batch = (int) all.shape().get(3);
      int size = (int) all.shape().get(4);
      Operand<TFloat32> then =
          tf.slice(
              all,
              tf.constant(new int[] {0, 0, 1, 0, 0}),
              tf.constant(new int[] {1, updates, 1, batch, size}));
      Operand<TFloat32> next =
          copy.q(tf, tf.reshape(then, tf.constant(new int[] {-1, size})), Mode.INFERENCE);
      return (update, seen, numbers) ->
          target(
              tf,
              tf.slice(
                  next,
                  tf.constant(new int[] {update * batch, 0}),
                  tf.constant(new int[] {batch, copy.actions()})),
              doubleQ ? Optional.of(network.q(tf, seen.get(1), Mode.INFERENCE)) : Optional.empty(),
              numbers);
    };
  }

  /** The next values are those of the copy; others may choose among them. */
  private static Operand<TFloat32> target(
      Ops tf,
      Operand<TFloat32> next,
      Optional<Operand<TFloat32>> chooser,
      List<Operand<TFloat32>> numbers) {
    Operand<TFloat32> best;
    if (chooser.isPresent()) {
      Operand<TInt64> chosen = tf.math.argMax(chooser.get(), tf.constant(1));
      int actions = (int) next.shape().get(1);
      best =
          tf.reduceSum(
              tf.math.mul(
                  next, tf.oneHot(chosen, tf.constant(actions), tf.constant(1f), tf.constant(0f))),
              tf.constant(1));
    } else {
      best = tf.reduceMax(next, tf.constant(1));
    }
    return tf.math.add(numbers.get(0), tf.math.mul(numbers.get(1), best));
  }

  private static CompiledFunction copying(Engine engine, QNetwork from, QNetwork to) {
    return engine.function(
        "refresh_copy",
        List.of(),
        (tf, in) -> {
          for (int i = 0; i < from.variables().size(); i++) {
            assign(tf, to.variables().get(i), from.variables().get(i));
          }
          return Map.of();
        });
  }

  private static <T extends TType> void assign(Ops tf, ModelVariable<T> to, ModelVariable<?> from) {
    to.assign(tf, from.read(tf).asOutput().expect(to.type()));
  }
}
