package io.latent4j.reinforcement;

import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How a game goes on, as {@link Dynamics} learned it. */
public final class DynamicsModel extends NetworkModel {
  static final String PREDICT = "predict";
  static final String NEXT = "next";

  private static final int MOST_TRIES = 100;

  private final Shape observation;

  private DynamicsModel(ModelFunctions functions, Provenance provenance) {
    super(functions, provenance);
    observation = functions.inputs(PREDICT).get("state").tail();
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static DynamicsModel of(DynamicsNetwork trained, Provenance provenance, EngineOptions options) {
    return GraphEngine.createFor(
        options,
        engine -> {
          DynamicsNetwork network = new DynamicsNetwork(engine, trained.form());
          trained.copyValuesTo(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), Scaling.none(), provenance);
          return new DynamicsModel(ModelFunctions.of(saved), provenance);
        });
  }

  /**
   * Loads a model that was saved: what it needs is the function {@code predict}, from {@code state}
   * and {@code action} to {@code next}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DynamicsModel load(Path folder) {
    ModelFunctions functions =
        SavedParts.functions(folder, Dynamics.SYSTEM, EngineOptions.defaults(), Scaling.none());
    try {
      return new DynamicsModel(functions, SavedParts.provenance(folder, Dynamics.SYSTEM));
    } catch (RuntimeException | Error e) {
      functions.close();
      throw e;
    }
  }

  /**
   * The number of values of an observation.
   *
   * @return at least 1
   */
  @Override
  public int features() {
    return Math.toIntExact(observation.size());
  }

  /**
   * What is probably seen next.
   *
   * @param observations of shape (n, values), at least one
   * @param actions what is done in each
   * @return of shape (n, values), from 0 to 1: how likely each cell of each plane is a one
   * @throws IllegalArgumentException if there are more or fewer actions, or an observation is of
   *     another length
   */
  public float[][] predict(float[][] observations, int... actions) {
    if (observations.length != actions.length) {
      throw new InvalidOptionException(
          "actions", "as many as observations, " + observations.length, actions.length);
    }
    int size = features();
    float[] flat = new float[observations.length * size];
    for (int i = 0; i < observations.length; i++) {
      if (observations[i].length != size) {
        throw new InvalidOptionException(
            "observations", "of %d values each".formatted(size), observations[i].length);
      }
      System.arraycopy(observations[i], 0, flat, i * size, size);
    }
    try (TFloat32 state = Experience.floats(flat, observation.prepend(observations.length));
        TInt32 action = Experience.ints(actions, Shape.of(actions.length));
        Outputs outputs = functions().call(PREDICT, Map.of("state", state, "action", action))) {
      float[] all = outputs.floats(NEXT);
      float[][] next = new float[observations.length][size];
      for (int i = 0; i < next.length; i++) {
        System.arraycopy(all, i * size, next[i], 0, size);
      }
      return next;
    }
  }

  /**
   * How the game goes on without looking: each prediction, rounded to zeros and ones, is what the
   * next is made from.
   *
   * @param observation what is seen at first
   * @param actions what is done then, step after step
   * @return what is seen after each action, of shape (actions, values)
   */
  public float[][] imagine(float[] observation, int... actions) {
    float[][] seen = new float[actions.length][];
    float[] last = observation;
    for (int step = 0; step < actions.length; step++) {
      last = rounded(predict(new float[][] {last}, actions[step])[0]);
      seen[step] = last;
    }
    return seen;
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    functions()
        .variables()
        .forEach((path, variable) -> text.append("%s %s%n".formatted(path, variable.shape())));
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return "dynamics of %s (%d steps): %s"
        .formatted(provenance().data(), provenance().samples(), figures());
  }

  /**
   * The steps of a game that a picture shows, true and imagined.
   *
   * @param environment makes the game
   * @param player who plays
   * @param steps how many steps, at least 1
   * @param seed what the game derives from
   * @return the frames
   * @throws IllegalArgumentException if the number is too small, or the environment is another
   */
  public Comparison compare(
      Supplier<? extends Environment> environment, Player player, int steps, long seed) {
    Rules.atLeast(1, "steps", steps);
    Environment game = environment.get();
    Dynamics.requirePlanes(game);
    for (int i = 0; i < MOST_TRIES; i++) {
      Course course = Course.of(game, player, steps, 2, seed + i);
      if (course.isWhole()) {
        return new Comparison(
            observation, course.frames(), imagine(course.first(), course.actions()));
      }
    }
    throw new InvalidOptionException("steps", "fewer than episodes have", steps);
  }

  /**
   * True frames and imagined ones.
   *
   * @param shape the shape of a frame, (height, width, planes)
   * @param frames what was seen, of shape (steps, values)
   * @param imagined what the model imagined of it, of the same shape
   */
  public record Comparison(Shape shape, float[][] frames, float[][] imagined) {}

  private static float[] rounded(float... chances) {
    float[] values = new float[chances.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(chances[i]);
    }
    return values;
  }

  /**
   * How far predictions are right, beside the true frames of games that are played. Nothing is
   * predicted across the end of an episode.
   *
   * @param environment makes a game
   * @param player who plays
   * @param horizon how many steps are predicted without looking, at least 1
   * @param beginnings from how many moments, at least 1
   * @param seed what the games derive from
   * @return the accuracy after each number of steps
   * @throws IllegalArgumentException if a number is too small, or the environment is another
   */
  public Accuracy accuracy(
      Supplier<? extends Environment> environment,
      Player player,
      int horizon,
      int beginnings,
      long seed) {
    Rules.atLeast(1, "horizon", horizon);
    Rules.atLeast(1, "beginnings", beginnings);
    Environment game = environment.get();
    Dynamics.requirePlanes(game);
    double[] cells = new double[horizon];
    double[] kept = new double[horizon];
    double[] frames = new double[horizon];
    int counted = 0;
    for (int i = 0; counted < beginnings; i++) {
      Rules.require(i < MOST_TRIES * beginnings, "horizon", "shorter than most episodes", horizon);
      Course course = Course.of(game, player, horizon, i % 2 * horizon, seed + i);
      if (course.isWhole()) {
        float[][] imagined = imagine(course.first(), course.actions());
        for (int step = 0; step < horizon; step++) {
          double right = share(imagined[step], course.frames()[step]);
          cells[step] += right / beginnings;
          kept[step] += share(course.first(), course.frames()[step]) / beginnings;
          frames[step] += (right == 1 ? 1.0 : 0.0) / beginnings;
        }
        counted++;
      }
    }
    return new Accuracy(cells, kept, frames);
  }

  private static double share(float[] one, float... other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return (double) same / one.length;
  }

  /**
   * How far predictions are right after one step, two, and so on.
   *
   * @param cells the share of the cells of all planes that are right
   * @param kept the same for who says that nothing changes
   * @param frames the share of the frames that are right in every cell
   */
  public record Accuracy(double[] cells, double[] kept, double[] frames) {}

  /** Some steps of a game. */
  record Course(float[] first, int[] actions, float[][] frames, boolean isWhole) {

    /** Plays, after some steps that are passed over. */
    static Course of(Environment game, Player player, int steps, int before, long seed) {
      game.reset(seed);
      float[] first = game.observation();
      int[] actions = new int[steps];
      float[][] frames = new float[steps][];
      float[] seen = first;
      for (int step = -before; step < steps; step++) {
        int action = player.act(new float[][] {seen})[0];
        boolean ended = game.step(action).ended();
        seen = game.observation();
        if (step < 0) {
          first = seen;
        } else {
          actions[step] = action;
          frames[step] = seen;
        }
        if (ended) {
          return new Course(first, actions, frames, step == steps - 1);
        }
      }
      return new Course(first, actions, frames, true);
    }
  }
}
