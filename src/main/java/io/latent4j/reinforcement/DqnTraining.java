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
    long calls = (options.steps() - options.warmUp()) / options.games();
    QTraining.Division division = QTraining.Division.of(calls, options.games(), 1);
    try (GraphEngine engine = GraphEngine.create(how.engine())) {
      int actions = game.actions().size();
      QNetwork network = new QNetwork(engine, design, game.observationShape(), actions);
      QNetwork copy = new QNetwork(engine, design, game.observationShape(), actions);
      CompiledFunction refresh = copying(engine, network, copy);
      refresh.call().close();
      Optimizer optimizer =
          optimizer(
              options.optimizer(),
              TrainingPlan.of(division.epochs(), 1)
                  .withSchedule(options.schedule())
                  .withLearningRate(options.learningRate()),
              division.calls() * options.updates());
      Updates.Form form =
          new Updates.Form(options.updates(), 2, 3, options.batch(), options.huber(), true);
      ReplayExperience experience =
          new ReplayExperience(engine, network, options, environment, () -> refresh.call().close());
      return new QTraining(options, environment, how)
          .run(
              engine,
              network,
              design,
              optimizer,
              new Updates(
                  engine,
                  network,
                  optimizer,
                  (tf, seen, numbers) ->
                      targets(tf, network, copy, options.doubleQ(), seen, numbers),
                  form),
              experience,
              Map.of("target", copy),
              division);
    }
  }

  static Optimizer optimizer(String name, TrainingPlan plan, int updatesOfEpoch) {
    return plan.withOptimizer(name).newOptimizer(updatesOfEpoch);
  }

  /** The reward and the discounted value of the best next action, by the copy. */
  static Operand<TFloat32> targets(
      Ops tf,
      QNetwork network,
      QNetwork copy,
      boolean doubleQ,
      List<Operand<TFloat32>> seen,
      List<Operand<TFloat32>> numbers) {
    Operand<TFloat32> then = seen.get(1);
    Operand<TFloat32> next = copy.q(tf, then, Mode.INFERENCE);
    Operand<TFloat32> best;
    if (doubleQ) {
      Operand<TInt64> chosen = tf.math.argMax(network.q(tf, then, Mode.INFERENCE), tf.constant(1));
      best =
          tf.reduceSum(
              tf.math.mul(
                  next,
                  tf.oneHot(chosen, tf.constant(copy.actions()), tf.constant(1f), tf.constant(0f))),
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
