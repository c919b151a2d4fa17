package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.SimulatedRun;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.GamePictures;
import io.latent4j.reinforcement.Environment;
import io.latent4j.reinforcement.Environments;
import io.latent4j.reinforcement.Evaluation;
import io.latent4j.reinforcement.Player;
import io.latent4j.reinforcement.Returns;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that learns in an environment, from one or several seeds, and plays. */
abstract class EnvironmentCommand implements Callable<Integer> {
  /** Episodes of an evaluation derive from the seed and this, those of training from the seed. */
  private static final long EVALUATION = 1_000_003;

  final Host host;

  @Spec CommandSpec spec;
  @Mixin RunFlags run;

  @Option(
      names = "--steps",
      paramLabel = "N",
      order = 2,
      converter = IntegerConverter.Positive.class,
      description =
          "Steps of training, in all games together (default: what suits the environment).")
  Integer steps;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      order = 3,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description =
          "From how many seeds to learn, --seed and those after it (default: ${DEFAULT-VALUE}).")
  int seeds;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      order = 40,
      defaultValue = "100",
      converter = IntegerConverter.Positive.class,
      description = "Episodes of the evaluation, for each seed (default: ${DEFAULT-VALUE}).")
  int episodes;

  @Option(
      names = "--epsilon",
      paramLabel = "SHARE",
      order = 41,
      defaultValue = "0",
      converter = ShareConverter.class,
      description = "Share of random actions in the evaluation (default: ${DEFAULT-VALUE}).")
  double epsilon;

  EnvironmentCommand(Host host) {
    this.host = host;
  }

  /** What one seed gave. */
  record SeedResult(
      long seed, Evaluation evaluation, double[][] curve, double framesPerSecond, double seconds) {}

  final SimulatedRun simulated() {
    return new SimulatedRun(host, spec, run);
  }

  final long seed(int index) {
    return run.engineOptions().seed() + index;
  }

  final long evaluationSeed(long seed) {
    return seed + EVALUATION;
  }

  /** Plays apart from training. */
  final Evaluation evaluate(Supplier<Environment> environment, Player player, long seed) {
    int actions = environment.get().actions().size();
    Player plays = player.withRandomActions(epsilon, actions, seed);
    return Evaluation.of(environment, plays, episodes, evaluationSeed(seed));
  }

  /** Adds what all commands of this kind have; the environment is that of the anchors. */
  final void add(Supplier<Environment> environment, List<SeedResult> found, Results to) {
    double[][] returns =
        found.stream().map(one -> one.evaluation().returns()).toArray(double[][]::new);
    double[] all =
        found.stream().flatMapToDouble(one -> Arrays.stream(one.evaluation().returns())).toArray();
    Returns.Interval interval = Returns.bootstrap(returns, run.engineOptions().seed());
    to.array("episode_returns", all);
    to.figure("mean_return", Arrays.stream(all).average().orElseThrow());
    to.figure("iqm_return", Returns.interquartileMean(all));
    to.figure("iqm_return_low", interval.low());
    to.figure("iqm_return_high", interval.high());
    Map<String, Double> anchors = anchors(environment);
    anchors.forEach((name, value) -> to.figure(name + "_return", value));
    to.figure(
        "frames_per_second",
        found.stream().mapToDouble(SeedResult::framesPerSecond).average().orElseThrow());
    List<List<Double>> perSeed =
        found.stream()
            .map(one -> List.of((double) one.seed(), one.evaluation().meanReturn()))
            .toList();
    to.figure("seeds", found.size());
    to.figure("mean_return_by_seed", perSeed.stream().map(one -> one.get(1)).toList());
    to.figure("episodes", all.length);
    Map<String, double[][]> curves = new LinkedHashMap<>();
    double area = 0;
    int areas = 0;
    for (SeedResult one : found) {
      curves.put("seed " + one.seed(), one.curve());
      double height = Returns.meanHeight(column(one.curve(), 0), column(one.curve(), 1));
      if (Double.isFinite(height)) {
        area += height;
        areas++;
      }
    }
    if (areas > 0) {
      to.figure("mean_return_in_training", area / areas);
      to.array("returns_by_step", table(found));
    } else {
      to.array("returns_by_step", new FloatArray(new float[0], Shape.of(0, 1 + found.size())));
    }
    to.file("seeds.csv", file -> Files.writeString(file, csv(found)));
    GamePictures.returns(curves, anchors).ifPresent(to::picture);
  }

  private Map<String, Double> anchors(Supplier<Environment> environment) {
    Map<String, Double> anchors = new LinkedHashMap<>();
    long seed = run.engineOptions().seed();
    Environment game = environment.get();
    Player random = Player.random(game.actions().size(), seed);
    anchors.put(
        "random", Evaluation.of(environment, random, episodes, evaluationSeed(seed)).meanReturn());
    game.scripted()
        .ifPresent(
            player ->
                anchors.put(
                    "scripted",
                    Evaluation.of(environment, player, episodes, evaluationSeed(seed))
                        .meanReturn()));
    return anchors;
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** Steps, and the return of each seed, at the points of the first; NaN-free by the last known. */
  private static FloatArray table(List<SeedResult> found) {
    double[][] longest =
        found.stream()
            .map(SeedResult::curve)
            .max(Comparator.comparingInt(curve -> curve.length))
            .orElseThrow();
    float[] values = new float[longest.length * (1 + found.size())];
    for (int point = 0; point < longest.length; point++) {
      values[point * (1 + found.size())] = (float) longest[point][0];
      for (int i = 0; i < found.size(); i++) {
        values[point * (1 + found.size()) + 1 + i] =
            (float) lastUpTo(found.get(i).curve(), longest[point][0]);
      }
    }
    return new FloatArray(values, Shape.of(longest.length, 1 + found.size()));
  }

  private static double lastUpTo(double[][] curve, double steps) {
    double value = curve.length == 0 ? 0 : curve[0][1];
    for (double[] point : curve) {
      if (point[0] <= steps + 0.5) {
        value = point[1];
      }
    }
    return value;
  }

  private static String csv(List<SeedResult> found) {
    List<String> lines = new ArrayList<>();
    lines.add("seed,mean_return,iqm_return,episodes,frames_per_second,seconds");
    for (SeedResult one : found) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%d,%.1f,%.1f",
              one.seed(),
              one.evaluation().meanReturn(),
              Returns.interquartileMean(one.evaluation().returns()),
              one.evaluation().returns().length,
              one.framesPerSecond(),
              one.seconds()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Names of environments. */
  static final class EnvironmentConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      return choice(Environments.names().toArray(String[]::new), text);
    }
  }

  private static final class ShareConverter extends NumberConverter {
    ShareConverter() {
      super(share -> share >= 0 && share <= 1, "a number from 0 to 1");
    }
  }
}
