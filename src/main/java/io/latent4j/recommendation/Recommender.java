package io.latent4j.recommendation;

import io.latent4j.data.Scaling;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * A restricted Boltzmann machine for ratings (Salakhutdinov, Mnih and Hinton, <i>Restricted
 * Boltzmann Machines for Collaborative Filtering</i>, 2007): a softmax unit for each item, of which
 * those that a user did not rate are missing, and binary hidden units, the tastes, with weights
 * that all users share.
 *
 * <pre>{@code
 * Recommender recommender = Recommender.of(20).withEpochs(30);
 * try (RecommenderModel model = recommender.fit(ratings)) {
 *   model.recommend(ratings, "alice", 10).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>It learns from {@link Ratings}, which are no samples, and is all else that an {@link
 * io.latent4j.model.Estimator} is: the same seed gives the same model, an interrupt ends training
 * at the next step, and the model knows where it comes from.
 *
 * @param hidden how many hidden units
 * @param objective what training makes larger
 * @param gibbs for contrastive divergence, the number of Gibbs steps
 * @param factors in factored form, the columns of the matrix whose product with the loadings of the
 *     hidden units the weights are; if empty, the weights are no product
 * @param conditional whether the hidden units also see which items a user rated at all
 * @param levels how many levels a softmax unit has at most; of more different ratings, each level
 *     is a part
 * @param decay what half the squared weights count beside the mean loss of a user
 * @param momentum for the optimizer {@code sgd}, the share of the last step that is made again;
 *     others have their own
 * @param training how to train; a batch is so many users
 */
public record Recommender(
    int hidden,
    RecommenderObjective objective,
    int gibbs,
    OptionalInt factors,
    boolean conditional,
    int levels,
    double decay,
    double momentum,
    TrainingPlan training)
    implements Options, TrainedForEpochs<Recommender> {

  /** The plan that is followed unless another is given: Adam, 50 epochs of batches of 32 users. */
  public static final TrainingPlan DEFAULT_TRAINING =
      TrainingPlan.of(50, 32).withLearningRate(0.003).withPatience(5);

  /** How many hidden units there are unless it is said. */
  public static final int DEFAULT_HIDDEN = 50;

  /** So many steps of a chain are more than it takes to forget where it began. */
  private static final int MOST_GIBBS = 1000;

  /** A level is a byte. */
  private static final int MOST_LEVELS = 255;

  private static final String SYSTEM = "recommend";

  /**
   * Checks the options.
   *
   * @param hidden at least 1
   * @param objective what training makes larger
   * @param gibbs from 1 to 1000
   * @param factors at least 1, or empty
   * @param conditional whether the hidden units see which items a user rated
   * @param levels from 2 to 255
   * @param decay at least 0 and finite
   * @param momentum at least 0 and below 1
   * @param training how to train
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Recommender {
    Options.requireAtLeast(1, "hidden", hidden);
    Objects.requireNonNull(objective, "objective");
    Options.require(
        gibbs >= 1 && gibbs <= MOST_GIBBS, "gibbs", "between 1 and " + MOST_GIBBS, gibbs);
    factors.ifPresent(columns -> Options.requireAtLeast(1, "factors", columns));
    Options.require(
        levels >= 2 && levels <= MOST_LEVELS, "levels", "between 2 and " + MOST_LEVELS, levels);
    Options.require(
        decay >= 0 && decay < Double.POSITIVE_INFINITY, "decay", "at least 0 and finite", decay);
    Options.require(momentum >= 0 && momentum < 1, "momentum", "at least 0 and below 1", momentum);
    Objects.requireNonNull(training, "training");
  }

  /**
   * A machine with so many hidden units, trained for leave-one-out predictions: conditional, not
   * factored, at most 11 levels, decay 0.02, Adam at a rate of 0.003, at most 50 epochs of batches
   * of 32 users, patience 5.
   *
   * @param hidden how many hidden units, at least 1
   * @return the options
   * @throws IllegalArgumentException if it is below 1
   */
  public static Recommender of(int hidden) {
    return new Recommender(
        hidden,
        RecommenderObjective.LEAVE_ONE_OUT,
        1,
        OptionalInt.empty(),
        true,
        11,
        0.02,
        0.9,
        DEFAULT_TRAINING);
  }

  /**
   * Chooses the number of hidden units.
   *
   * @param hidden at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Recommender withHidden(int hidden) {
    return Options.with(this, "hidden", hidden);
  }

  /**
   * Chooses what training makes larger.
   *
   * @param objective the objective; {@link RecommenderObjective#LEAVE_ONE_OUT} by default
   * @return the changed options
   */
  public Recommender withObjective(RecommenderObjective objective) {
    return Options.with(this, "objective", objective);
  }

  /**
   * Chooses the number of Gibbs steps of contrastive divergence.
   *
   * @param gibbs from 1 to 1000; 1 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is outside its range
   */
  public Recommender withGibbs(int gibbs) {
    return Options.with(this, "gibbs", gibbs);
  }

  /**
   * Chooses the factored form.
   *
   * @param factors the number of columns, at least 1
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Recommender withFactors(int factors) {
    return Options.with(this, "factors", OptionalInt.of(factors));
  }

  /**
   * Chooses whether the hidden units see which items a user rated at all.
   *
   * @param conditional true by default
   * @return the changed options
   */
  public Recommender withConditional(boolean conditional) {
    return Options.with(this, "conditional", conditional);
  }

  /**
   * Chooses how many levels a softmax unit has at most.
   *
   * @param levels from 2 to 255; 11 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is outside its range
   */
  public Recommender withLevels(int levels) {
    return Options.with(this, "levels", levels);
  }

  /**
   * Chooses how much large weights count.
   *
   * @param decay at least 0 and finite; 0.02 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Recommender withDecay(double decay) {
    return Options.with(this, "decay", decay);
  }

  /**
   * Chooses the momentum of the optimizer {@code sgd}.
   *
   * @param momentum at least 0 and below 1; 0.9 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is outside its range
   */
  public Recommender withMomentum(double momentum) {
    return Options.with(this, "momentum", momentum);
  }

  @Override
  public Recommender withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * What it is called in provenance, files and reports, and as a command.
   *
   * @return {@code recommend}
   */
  public String name() {
    return SYSTEM;
  }

  /**
   * Refuses ratings that it can't learn from, before any work is done.
   *
   * @param ratings the ratings
   * @throws IllegalArgumentException if all ratings are the same, there is only one item, or there
   *     are more pairs of users and items than an array holds
   */
  public void check(Ratings ratings) {
    scaleOf(ratings);
    int items = ratings.items().size();
    if (items < 2) {
      throw new InvalidOptionException(
          "ratings", "must be of at least 2 items, but are of " + items);
    }
    requirePairs(ratings.users().size(), items);
    long weights = (long) items * Math.min(levels, ratings.count()) * hidden;
    if (weights > Integer.MAX_VALUE) {
      throw new InvalidOptionException(
          "hidden",
          "must give at most %d weights, but %d with %d items give %d"
              .formatted(Integer.MAX_VALUE, hidden, items, weights));
    }
  }

  private static void requirePairs(int users, int items) {
    if ((long) users * items > Integer.MAX_VALUE - 8) {
      throw new InvalidOptionException(
          "ratings",
          "must have at most %d pairs of users and items, but have %d x %d"
              .formatted(Integer.MAX_VALUE - 8, users, items));
    }
  }

  /**
   * The scale that a machine for these ratings has.
   *
   * @param ratings the ratings to learn from
   * @return their different values or, if these are more than the levels, as many parts
   * @throws IllegalArgumentException if all ratings are the same
   */
  public RatingScale scaleOf(Ratings ratings) {
    return RatingScale.of(ratings.values(), levels);
  }

  /**
   * Learns with the default options of a fit, without validation: patience watches the training
   * loss.
   *
   * @param ratings what to learn from
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #check}
   */
  public RecommenderModel fit(Ratings ratings) {
    return fit(ratings, Optional.empty(), FitOptions.defaults());
  }

  /**
   * Learns. With patience, training ends early and the best weights are kept: best by the loss of
   * validation ratings or, without them, by training loss. When the thread is interrupted or a
   * listener wants it, training ends at the next step, and the model is the best so far.
   *
   * @param ratings what to learn from
   * @param validation ratings to predict after each epoch, which are not learned from; those of
   *     users or items that are not in the others are passed over
   * @param how how to compute, whom to tell, where to save
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #check}; if no validation rating can be predicted,
   *     or there are validation samples
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public RecommenderModel fit(Ratings ratings, Optional<Ratings> validation, FitOptions how) {
    check(ratings);
    RatingScale scale = scaleOf(ratings);
    Fit fit =
        Fit.begin(SYSTEM, this, new Fit.Data(ratings.name(), ratings.count(), ratings.hash()), how);
    Map<String, Integer> users = numbers(ratings.users());
    try (GraphEngine engine = GraphEngine.create(how.engine());
        Levels input = new Levels(ratings.users().size(), ratings.items().size())) {
      input.fill(ratings, users, numbers(ratings.items()), scale);
      RatingMachine machine = new RatingMachine(engine, this, ratings, scale);
      RatingSteps steps = new RatingSteps(engine, machine, this, optimizer(users.size()));
      Map<String, Trackable> state = new LinkedHashMap<>();
      state.put(Trainer.MODEL, machine);
      state.put(Trainer.OPTIMIZER, steps.optimizer());
      Trainer trainer = Trainer.of(engine, state, steps::train, steps::evaluate);
      NetworkTraining work = new NetworkTraining(fit, training);
      try (Levels targets = new Levels(users.size(), ratings.items().size());
          TrainingSet set = TrainingSet.of(Map.of(RatingSteps.RATINGS, input.tensor))) {
        History history;
        if (validation.isPresent()) {
          targets.fill(validation.get(), users, numbers(ratings.items()), scale);
          requireSome(targets);
          try (TrainingSet held =
              TrainingSet.of(
                  Map.of(RatingSteps.RATINGS, input.tensor, RatingSteps.TARGETS, targets.tensor))) {
            history = work.run("training", trainer, set, Optional.of(held));
          }
        } else {
          history = work.run("training", trainer, set, Optional.empty());
        }
        return model(engine, machine, ratings, scale, history, fit);
      }
    }
  }

  private static void requireSome(Levels targets) {
    if (targets.filled == 0) {
      throw new InvalidOptionException(
          "validation",
          "must have a rating whose user and item are in the ratings to learn from, but has none");
    }
  }

  private Optimizer optimizer(int users) {
    Optimizer optimizer = training.newOptimizer(users);
    return optimizer instanceof Sgd descent ? descent.withMomentum((float) momentum) : optimizer;
  }

  static Map<String, Integer> numbers(List<String> ids) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String id : ids) {
      numbers.put(id, numbers.size());
    }
    return numbers;
  }

  /** The level of each rating from 1, 0 where there is none, in native memory. */
  private static final class Levels implements AutoCloseable {
    private final TUint8 tensor;
    private final byte[] bytes;
    private final int items;
    private int filled;

    Levels(int users, int items) {
      this.items = items;
      bytes = new byte[users * items];
      tensor = TUint8.tensorOf(Shape.of(users, items));
    }

    void fill(
        Ratings ratings,
        Map<String, Integer> users,
        Map<String, Integer> known,
        RatingScale scale) {
      for (int user = 0; user < ratings.users().size(); user++) {
        Integer row = users.get(ratings.users().get(user));
        int[] rated = ratings.itemsOf(user);
        double[] values = ratings.valuesOf(user);
        for (int i = 0; i < rated.length; i++) {
          Integer column = known.get(ratings.items().get(rated[i]));
          if (row != null && column != null) {
            bytes[row * items + column] = (byte) (scale.levelOf(values[i]) + 1);
            filled++;
          }
        }
      }
      tensor.copyFrom(DataBuffers.of(bytes, true, false));
    }

    @Override
    public void close() {
      tensor.close();
    }
  }

  private static RecommenderModel model(
      GraphEngine engine,
      RatingMachine machine,
      Ratings ratings,
      RatingScale scale,
      History history,
      Fit fit) {
    long items = machine.items();
    long levels = machine.levels();
    long hidden = machine.hidden();
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    FunctionBody values =
        (tf, in) -> {
          Operand<TFloat32> weights = machine.weights(tf);
          Map<String, Operand<? extends TType>> all = new LinkedHashMap<>();
          all.put("weights", weights);
          all.put("visible_bias", machine.visibleBias(tf, weights));
          all.put("hidden_bias", machine.hiddenBias(tf));
          machine.maskWeights(tf, weights).ifPresent(mask -> all.put("mask_weights", mask));
          return all;
        };
    try (Outputs outputs = engine.run(values)) {
      arrays.put(
          "weights", new FloatArray(outputs.floats("weights"), Shape.of(items, levels, hidden)));
      arrays.put(
          "visible_bias", new FloatArray(outputs.floats("visible_bias"), Shape.of(items, levels)));
      arrays.put("hidden_bias", new FloatArray(outputs.floats("hidden_bias"), Shape.of(hidden)));
      float[] mask =
          outputs.names().contains("mask_weights")
              ? outputs.floats("mask_weights")
              : new float[Math.toIntExact(items * hidden)];
      arrays.put("mask_weights", new FloatArray(mask, Shape.of(items, hidden)));
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!history.epochs().isEmpty()) {
      figures.putAll(history.last().metrics());
      figures.put("epochs", (double) history.epochs().size());
    }
    return new RecommenderModel(
        Machine.of(arrays),
        new Catalogue(ratings.items(), ratings.itemNames(), scale),
        Optional.of(history),
        Scaling.none(),
        fit.provenance(figures));
  }
}
