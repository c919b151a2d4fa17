package io.latent4j.cli.commands;

import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.GamePictures;
import io.latent4j.reinforcement.Environment;
import io.latent4j.reinforcement.Environments;
import io.latent4j.reinforcement.Evaluation;
import io.latent4j.reinforcement.GridWorld;
import io.latent4j.reinforcement.Presets;
import io.latent4j.reinforcement.QLearning;
import io.latent4j.reinforcement.QTable;
import io.latent4j.reinforcement.TabularEnvironment;
import io.latent4j.reinforcement.ValueIteration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent4j qlearning}. */
@Command(
    name = "qlearning",
    header = "Q-learning on a table, beside value iteration.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j qlearning",
      "  latent4j qlearning --environment stock --seeds 5",
      "",
      "Arrays: episode_returns (of the evaluation, seed after seed), returns_by_step (steps, then the",
      "mean return of training of each seed), values (states, actions; of the first seed); figures:",
      "value_error (the largest difference to value iteration, over the states that are reached by",
      "who always does what is best), mean_return, iqm_return, random_return, scripted_return (what",
      "is best), frames_per_second; pictures: policy, returns."
    })
public final class QLearningCommand extends EnvironmentCommand {

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      order = 1,
      defaultValue = "gridworld",
      converter = EnvironmentConverter.class,
      description = "gridworld or stock (default: ${DEFAULT-VALUE}).")
  private String environment;

  @Option(
      names = "--discount",
      paramLabel = "NUMBER",
      order = 10,
      converter = DiscountConverter.class,
      description = "What a reward of the next step counts beside one of this (default: 0.95).")
  private Double discount;

  /** The command on a host. */
  public QLearningCommand(Host host) {
    super(host);
  }

  private QLearning options() {
    QLearning usual = Presets.qLearning(environment);
    return new QLearning(
        steps == null ? usual.steps() : steps,
        discount == null ? usual.discount() : discount,
        usual.firstEpsilon(),
        usual.lastEpsilon());
  }

  @Override
  public Integer call() throws IOException {
    Supplier<Environment> make = Environments.of(environment);
    if (!(make.get() instanceof TabularEnvironment table)) {
      throw new IllegalArgumentException(
          "--environment must be one of few states, gridworld or stock, but is '"
              + environment
              + "'; latent4j dqn learns the others");
    }
    QLearning options = options();
    return simulated()
        .execute(
            environment,
            "%s, %d steps".formatted(environment, options.steps()),
            options.steps(),
            Math.toIntExact(table.observationShape().size()),
            description -> learn(make, table, options, description));
  }

  private Result learn(
      Supplier<Environment> make,
      TabularEnvironment environment,
      QLearning options,
      RunDescription description) {
    long start = System.nanoTime();
    List<SeedResult> found = new ArrayList<>();
    List<QTable> tables = new ArrayList<>();
    try (Progress progress = host.progress()) {
      for (int i = 0; i < seeds && (i == 0 || !host.interruption().isRequested()); i++) {
        FitOptions how =
            FitOptions.of(run.engineOptions().withSeed(seed(i))).withListener(progress);
        QTable table = host.interruption().stoppable(() -> options.fit(environment, how));
        tables.add(table);
        found.add(result(make, table, options, seed(i)));
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    QTable first = tables.get(0);
    Results results = new Results();
    ValueIteration best = ValueIteration.of(environment, options.discount());
    results.figure(
        "value_error", tables.stream().mapToDouble(table -> table.error(best)).max().orElseThrow());
    add(make, found, results);
    results.array("values", values(first));
    results.picture(
        environment instanceof GridWorld world
            ? GamePictures.policy(world, first)
            : GamePictures.policy(first));
    first.provenance().options().forEach((name, value) -> results.figure("option_" + name, value));
    return new RunResult(
        "Q-learning of " + environment.name(),
        results,
        Optional.empty(),
        true,
        description.withEnd(description.scaling(), seconds));
  }

  private static FloatArray values(QTable table) {
    float[][] rows = new float[table.values().length][];
    for (int state = 0; state < rows.length; state++) {
      rows[state] = new float[table.values()[state].length];
      for (int action = 0; action < rows[state].length; action++) {
        rows[state][action] = (float) table.values()[state][action];
      }
    }
    return FloatArray.of(rows);
  }

  private SeedResult result(
      Supplier<Environment> make, QTable table, QLearning options, long seed) {
    Evaluation played =
        table.evaluate((TabularEnvironment) make.get(), episodes, epsilon, evaluationSeed(seed));
    double[][] curve = new double[table.returns().length][];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = new double[] {table.stepsAt()[i], table.returns()[i]};
    }
    double seconds = table.provenance().seconds();
    return new SeedResult(seed, played, curve, options.steps() / seconds, seconds);
  }

  private static final class DiscountConverter extends NumberConverter {
    DiscountConverter() {
      super(discount -> discount >= 0 && discount < 1, "a number from 0 to below 1");
    }
  }
}
