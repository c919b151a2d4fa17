package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.StepTrainingFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Options;
import io.latent4j.pictures.GamePictures;
import io.latent4j.reinforcement.Breakout;
import io.latent4j.reinforcement.Dqn;
import io.latent4j.reinforcement.DqnModel;
import io.latent4j.reinforcement.Dynamics;
import io.latent4j.reinforcement.DynamicsModel;
import io.latent4j.reinforcement.Environment;
import io.latent4j.reinforcement.Environments;
import io.latent4j.reinforcement.Evaluation;
import io.latent4j.reinforcement.Learner;
import io.latent4j.reinforcement.PlayPage;
import io.latent4j.reinforcement.Player;
import io.latent4j.reinforcement.Pqn;
import io.latent4j.reinforcement.Presets;
import io.latent4j.reinforcement.Screens;
import io.latent4j.training.listeners.CheckpointMismatchException;
import io.latent4j.training.listeners.Checkpointing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent4j dqn}. */
@Command(
    name = "dqn",
    header = "A deep Q-network: learns to play by reward.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j dqn --method pqn",
      "  latent4j dqn --environment breakout --double --duelling --seeds 10",
      "  latent4j dqn --environment cartpole --method pqn",
      "",
      "Arrays: episode_returns (of the evaluation, seed after seed), returns_by_step (steps and"
          + " the",
      "mean return of training of each seed), history (the loss of each epoch of about 5,000",
      "steps); figures: mean_return, iqm_return with a bootstrap interval of 95 %%, random_return,",
      "scripted_return, frames_per_second; seeds.csv; pictures: returns, learning_curve and, of",
      "Breakout, attention; game.gif, a film; play.html, Breakout against the network. model/ is a",
      "SavedModel with the functions q_values and act, of the seed that plays best. With --predict",
      "also the array prediction_accuracy (after 1 to 8 steps: the share of right cells, that of"
          + " who",
      "says nothing moves, and of frames right in every cell), the picture prediction, and the",
      "SavedModel dynamics/ with the function predict. Ctrl-C stops at the next step."
    })
public final class DqnCommand extends EnvironmentCommand {

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      order = 1,
      defaultValue = "breakout",
      converter = EnvironmentConverter.class,
      description = "breakout, cartpole, gridworld or stock (default: ${DEFAULT-VALUE}).")
  private String environment;

  @Option(
      names = "--screens",
      order = 3,
      description =
          "See four screens of 84 x 84 shades of grey instead of the cells, as the first DQN did:"
              + " slow.")
  private boolean screens;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      order = 4,
      defaultValue = "dqn",
      converter = MethodConverter.class,
      description =
          "dqn: remembers transitions; pqn: many games, nothing remembered, several times as fast"
              + " (default: ${DEFAULT-VALUE}).")
  private String method;

  @Option(
      names = "--double",
      order = 5,
      description = "dqn: the network itself chooses the next action that its copy values.")
  private boolean doubleQ;

  @Option(
      names = "--duelling",
      order = 6,
      description = "Value of the state and advantages of the actions are apart in the network.")
  private boolean duelling;

  @Option(
      names = "--prioritized",
      order = 7,
      description = "dqn: transitions whose value was far off are drawn more often.")
  private boolean prioritized;

  @Option(
      names = "--n-step",
      paramLabel = "N",
      order = 8,
      converter = IntegerConverter.Positive.class,
      description = "dqn: over how many steps rewards are summed (default: 1; cartpole 3).")
  private Integer nStep;

  @Option(
      names = "--games",
      paramLabel = "N",
      order = 9,
      converter = IntegerConverter.Positive.class,
      description = "How many games are played at once (default: 8; pqn 64, cartpole 32).")
  private Integer games;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 10,
      converter = IntegerConverter.Positive.class,
      description = "dqn: how many transitions an update sees (default: 32; cartpole 64).")
  private Integer batch;

  @Option(
      names = "--replay",
      paramLabel = "N",
      order = 11,
      converter = IntegerConverter.Positive.class,
      description = "dqn: how many transitions are remembered (default: 100000).")
  private Integer replay;

  @Option(
      names = "--exploration",
      paramLabel = "N",
      order = 12,
      converter = IntegerConverter.Positive.class,
      description =
          "Over how many steps the share of random actions falls (default: a quarter of all, at"
              + " most 50000; pqn a tenth, at most 100000).")
  private Integer exploration;

  @Option(
      names = "--predict",
      order = 80,
      description =
          "Have a small model of the game learn from 20000 steps of the player, three in ten at"
              + " random, and predict the next frames.")
  private boolean predicts;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 90,
      description =
          "Have the SavedModel in this folder play, trained before, instead of training; the flags"
              + " of training are not used then.")
  private Path folder;

  @Mixin private StepTrainingFlags training;

  private static final int PREDICTION_STEPS = 20_000;
  private static final double RANDOM_SHARE = 0.3;
  private static final int HORIZON = 8;
  private static final int BEGINNINGS = 200;

  /** The command on a host. */
  public DqnCommand(Host host) {
    super(host);
  }

  private Supplier<Environment> games() {
    Supplier<Environment> plain = Environments.of(environment);
    return screens ? Screens.of(plain) : plain;
  }

  private Learner learner() {
    return method.equals("pqn") ? pqn() : dqn();
  }

  private Pqn pqn() {
    refuse("--double", doubleQ);
    refuse("--prioritized", prioritized);
    refuse("--n-step", nStep != null);
    refuse("--batch", batch != null);
    refuse("--replay", replay != null);
    return shared(Presets.pqn(games().get().name()));
  }

  private static void refuse(String flag, boolean given) {
    if (given) {
      throw new IllegalArgumentException(
          flag + " must go with --method dqn, but the method is pqn");
    }
  }

  private Dqn dqn() {
    Dqn options = Presets.dqn(games().get().name());
    options = changed(options, "nStep", nStep);
    options = changed(options, "batch", batch);
    options = changed(options, "replay", replay);
    options = options.withDoubleQ(doubleQ || options.doubleQ()).withPrioritized(prioritized);
    return shared(options);
  }

  private <R extends Record> R shared(R options) {
    R all = changed(options, "steps", steps);
    all = changed(all, "games", games);
    all =
        changed(all, "explorationSteps", exploration == null ? null : OptionalInt.of(exploration));
    all = changed(all, "optimizer", training.optimizer().orElse(null));
    all = changed(all, "learningRate", training.learningRate().orElse(null));
    all = changed(all, "schedule", training.schedule().orElse(null));
    return changed(all, "duelling", duelling);
  }

  private static <R extends Record> R changed(R options, String name, Object value) {
    return value == null ? options : Options.with(options, name, value);
  }

  @Override
  public Integer call() throws IOException {
    Supplier<Environment> make = games();
    if (predicts && !make.get().binary()) {
      throw new IllegalArgumentException(
          "--predict must go with an environment of planes, breakout, but the environment is "
              + make.get().name());
    }
    int values = Math.toIntExact(make.get().observationShape().size());
    if (folder != null) {
      return simulated()
          .execute(environment, environment, 0, values, description -> apply(make, description));
    }
    Learner learner = learner();
    learner.check(make);
    if (learner instanceof Dqn dqn) {
      host.message(
          String.format(
              Locale.ROOT,
              "%,d transitions to learn from take up to %.1f MB",
              dqn.replay(),
              dqn.replayBytes(make) * 1e-6));
    }
    return simulated()
        .execute(
            environment,
            "%s, %d steps of %d seed%s"
                .formatted(environment, learner.steps(), seeds, seeds == 1 ? "" : "s"),
            learner.steps(),
            values,
            description -> learn(make, learner, description));
  }

  private Result apply(Supplier<Environment> make, RunDescription description) {
    long start = System.nanoTime();
    EngineOptions engine = description.engine();
    DqnModel model = DqnModel.load(folder, engine);
    try {
      int values = description.features();
      if (model.features() != values) {
        throw new IllegalArgumentException(
            "--model must take the %d values of %s, but takes %d"
                .formatted(values, environment, model.features()));
      }
      long begin = System.nanoTime();
      Evaluation played = evaluate(make, model.player(), engine.seed());
      double seconds = (System.nanoTime() - begin) * 1e-9;
      double rate = Arrays.stream(played.lengths()).sum() / seconds;
      Results results = new Results();
      add(
          Environments.of(environment),
          List.of(new SeedResult(engine.seed(), played, new double[0][], rate, seconds)),
          results);
      shows(model, make, engine.seed(), results);
      try (Progress progress = host.progress()) {
        predict(model, make, engine, progress, results);
      }
      return result(model, false, results, description, start);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private Result learn(Supplier<Environment> make, Learner learner, RunDescription description) {
    long start = System.nanoTime();
    List<SeedResult> found = new ArrayList<>();
    DqnModel best = null;
    double most = Double.NEGATIVE_INFINITY;
    try (Progress progress = host.progress()) {
      for (int i = 0; i < seeds && (i == 0 || !host.interruption().isRequested()); i++) {
        long seed = seed(i);
        DqnModel model = fit(make, learner, seed, progress);
        try {
          SeedResult one = result(make, model, seed);
          found.add(one);
          if (one.evaluation().meanReturn() > most) {
            most = one.evaluation().meanReturn();
            DqnModel former = best;
            best = model;
            model = former;
          }
        } finally {
          if (model != null) {
            model.close();
          }
        }
        if (seeds > 1) {
          host.message(
              "seed %d: mean return %.2f".formatted(seed, found.get(i).evaluation().meanReturn()));
        }
      }
      return shown(make, best, found, description, start, progress);
    } catch (RuntimeException | Error e) {
      if (best != null) {
        best.close();
      }
      throw e;
    }
  }

  private Result shown(
      Supplier<Environment> make,
      DqnModel best,
      List<SeedResult> found,
      RunDescription description,
      long start,
      Progress progress) {
    Results results = new Results();
    double seconds = (System.nanoTime() - start) * 1e-9;
    add(Environments.of(environment), found, results);
    long seed = best.provenance().seed();
    results.figure("model_seed", seed);
    results.figure("frames", best.frames());
    TrainedCommand.addHistory(best.history(), results);
    shows(best, make, seed, results);
    predict(best, make, run.engineOptions(), progress, results);
    return new RunResult(
        title(), results, Optional.of(best), true, description.withEnd(best.scaling(), seconds));
  }

  private String title() {
    String seen = screens ? ", from screens" : "";
    return method.toUpperCase(Locale.ROOT) + " in " + environment + seen;
  }

  private Result result(
      DqnModel model, boolean isNew, Results results, RunDescription description, long start) {
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new RunResult(
        title(), results, Optional.of(model), isNew, description.withEnd(model.scaling(), seconds));
  }

  /** How a network plays, what it looks at, and the page to play against it. */
  private void shows(DqnModel model, Supplier<Environment> make, long seed, Results to) {
    GamePictures.attention(model, make, evaluationSeed(seed)).ifPresent(to::picture);
    if (make.get() instanceof Breakout && model.hasLayers()) {
      String page = PlayPage.html(model);
      to.file("play.html", file -> Files.writeString(file, page));
    }
    byte[] gif = GamePictures.film(model, make, evaluationSeed(seed)).toGif();
    to.file("game.gif", file -> Files.write(file, gif));
  }

  /** How well the next frames are told by a model that learned from the play. */
  private void predict(
      DqnModel model,
      Supplier<Environment> make,
      EngineOptions engine,
      Progress progress,
      Results to) {
    if (!predicts || host.interruption().isRequested()) {
      return;
    }
    long seed = engine.seed();
    Player mixed =
        model
            .player()
            .withRandomActions(RANDOM_SHARE, make.get().actions().size(), evaluationSeed(seed));
    FitOptions how = FitOptions.of(engine).withListener(progress);
    DynamicsModel dynamics =
        host.interruption().stoppable(() -> Dynamics.of(PREDICTION_STEPS).fit(make, mixed, how));
    to.model("dynamics", dynamics);
    DynamicsModel.Accuracy found =
        dynamics.accuracy(make, model.player(), HORIZON, BEGINNINGS, evaluationSeed(seed));
    float[][] table = new float[HORIZON][];
    for (int step = 0; step < HORIZON; step++) {
      table[step] =
          new float[] {
            (float) found.cells()[step], (float) found.kept()[step], (float) found.frames()[step]
          };
    }
    to.array("prediction_accuracy", FloatArray.of(table));
    to.figure("prediction_cells", Arrays.stream(found.cells()).boxed().toList());
    to.figure("prediction_cells_if_nothing_moved", Arrays.stream(found.kept()).boxed().toList());
    to.figure("prediction_frames", Arrays.stream(found.frames()).boxed().toList());
    to.picture(
        GamePictures.prediction(
            dynamics.compare(make, model.player(), HORIZON, evaluationSeed(seed))));
  }

  private SeedResult result(Supplier<Environment> make, DqnModel model, long seed) {
    return new SeedResult(
        seed,
        evaluate(make, model.player(), seed),
        model.returnsBySteps(),
        model.framesPerSecond(),
        model.provenance().seconds());
  }

  private DqnModel fit(Supplier<Environment> make, Learner learner, long seed, Progress progress) {
    TrainingFolder saved = TrainingFolder.in(run.out(spec.name()));
    Path path = saved.path().resolve("seed-" + seed);
    boolean resumes = training.resumes() && Checkpointing.settingsIn(path).isPresent();
    if (training.resumes() && !resumes) {
      host.message("--resume: nothing is saved in " + path + ", so training begins anew");
    }
    CheckpointUse begin = training.forces() ? CheckpointUse.OVERWRITE : CheckpointUse.BEGIN;
    FitOptions how =
        FitOptions.of(run.engineOptions().withSeed(seed))
            .withCheckpoint(path, training.resumes() ? CheckpointUse.RESUME : begin)
            .withListener(progress);
    try {
      return host.interruption().stoppable(() -> learner.fit(make, how));
    } catch (CheckpointMismatchException e) {
      String flag = training.resumes() ? "--resume: " : "--out: ";
      String advice = training.resumes() ? "" : "; with --force it is lost";
      throw new IllegalArgumentException(flag + e.getMessage() + advice, e);
    } catch (RuntimeException | Error e) {
      new TrainingFolder(path, saved.existing()).removeEmptyFolders();
      throw e;
    }
  }

  private static final class MethodConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      return choice(new String[] {"dqn", "pqn"}, text);
    }
  }
}
