package io.latent4j.recommendation;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Scaling;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.model.ArrayModel;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A machine that was trained on ratings: I items, K levels, H hidden units. It knows items and no
 * users: a user is the ratings that they gave, whether those were in training or not.
 *
 * <p>Saved, it has the function {@code recommend}: from {@code ratings} and {@code mask}, both
 * float32 (users,I), the mask 1 where there is a rating and else 0, to {@code scores} (users,I),
 * the rating that is expected of each item. The variables are {@code weights} (I,K,H), {@code
 * visible_bias} (I,K), {@code hidden_bias} (H), {@code mask_weights} (I,H), {@code levels} (K) and
 * {@code boundaries} (K-1); the file {@code assets/items.json} has the ids of the items in their
 * order.
 */
public final class RecommenderModel extends ArrayModel {
  private static final String SYSTEM = "recommend";
  private static final String LEVELS = "levels";
  private static final String BOUNDARIES = "boundaries";

  private final Machine machine;
  private final Catalogue catalogue;
  private final Optional<History> history;
  private final double[] worth;
  private final Map<String, Integer> numbers;

  RecommenderModel(
      Machine machine,
      Catalogue catalogue,
      Optional<History> history,
      Scaling scaling,
      Provenance provenance) {
    super(scaling, provenance);
    this.machine = machine;
    this.catalogue = catalogue;
    this.history = history;
    this.worth = catalogue.scale().values();
    this.numbers = Recommender.numbers(catalogue.items());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws ModelFormatException if a file is missing or damaged, or the model is another
   */
  public static RecommenderModel load(Path folder) {
    return SavedParts.read(folder, SYSTEM, RecommenderModel::of);
  }

  private static RecommenderModel of(SavedParts parts) {
    Machine machine =
        new Machine(
            parts.array("weights", 3),
            parts.array("visible_bias", 2),
            parts.array("hidden_bias", 1),
            parts.array("mask_weights", 2));
    Catalogue catalogue;
    try {
      catalogue = Catalogue.fromJson(parts.asset(Catalogue.FILE));
    } catch (ModelFormatException e) {
      throw e;
    } catch (RuntimeException e) { // what a record refuses, Gson wraps in one of no other type
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      throw parts.broken("items and levels in " + Catalogue.FILE, reason);
    }
    if (!machine.isSound()
        || catalogue.items().size() != machine.items()
        || catalogue.scale().levels().size() != machine.levels()) {
      throw parts.broken(
          "variables and %s of the same items and levels".formatted(Catalogue.FILE),
          "weights of shape %s, %d items and %d levels"
              .formatted(
                  machine.weights().shape(),
                  catalogue.items().size(),
                  catalogue.scale().levels().size()));
    }
    return new RecommenderModel(
        machine, catalogue, Optional.empty(), parts.scaling(), parts.provenance());
  }

  /**
   * How many items there are.
   *
   * @return at least 2
   */
  @Override
  public int features() {
    return machine.items();
  }

  /**
   * How many hidden units there are.
   *
   * @return at least 1
   */
  public int hiddenUnits() {
    return machine.hidden();
  }

  /**
   * The ids of the items.
   *
   * @return in the order of scores and weights
   */
  public List<String> items() {
    return catalogue.items();
  }

  /**
   * What an item is called.
   *
   * @param item its number
   * @return its name, or its id if it has none
   */
  public String itemName(int item) {
    return catalogue.nameOf(item);
  }

  /**
   * Whether items have names besides their ids.
   *
   * @return true if one has
   */
  public boolean isNamed() {
    return !catalogue.names().isEmpty();
  }

  /**
   * The ratings that may be given.
   *
   * @return the scale that was found in training
   */
  public RatingScale scale() {
    return catalogue.scale();
  }

  /**
   * The weights.
   *
   * @return of shape (I,K,H)
   */
  public FloatArray weights() {
    return machine.weights();
  }

  /**
   * What each hidden unit says of each item: by how much its being on raises the expected rating,
   * with the other units at one half.
   *
   * @return of shape (I,H), on the scale of the ratings
   */
  public float[][] tastes() {
    int units = machine.hidden();
    float[][] tastes = new float[machine.items()][units];
    double[] state = new double[units];
    for (int item = 0; item < tastes.length; item++) {
      for (int unit = 0; unit < units; unit++) {
        Arrays.fill(state, 0.5);
        state[unit] = 1;
        double on = score(item, state);
        state[unit] = 0;
        tastes[item][unit] = (float) (on - score(item, state));
      }
    }
    return tastes;
  }

  private double score(int item, double[] hidden) {
    return Machine.mean(machine.probabilities(item, hidden), worth);
  }

  /**
   * How training went.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public History history() {
    return Fit.known(history, "history is that");
  }

  /** The ratings of a user that are of known items. */
  private record Known(int[] items, int[] levels, double[] values) {}

  private Known known(Ratings ratings, int user) {
    int[] rated = ratings.itemsOf(user);
    double[] values = ratings.valuesOf(user);
    int[] items = new int[rated.length];
    int[] levels = new int[rated.length];
    double[] kept = new double[rated.length];
    int count = 0;
    for (int i = 0; i < rated.length; i++) {
      Integer item = numbers.get(ratings.items().get(rated[i]));
      if (item != null) {
        items[count] = item;
        levels[count] = scale().levelOf(values[i]);
        kept[count++] = values[i];
      }
    }
    return new Known(
        Arrays.copyOf(items, count), Arrays.copyOf(levels, count), Arrays.copyOf(kept, count));
  }

  /** Which items a user rated. */
  boolean[] seen(Ratings ratings, int user) {
    boolean[] seen = new boolean[machine.items()];
    for (int item : known(ratings, user).items()) {
      seen[item] = true;
    }
    return seen;
  }

  /**
   * Tells which ratings are of items that the model does not know, and so say nothing to it.
   *
   * @param ratings any ratings
   * @return the ids of the items, each once
   */
  public List<String> unknownItems(Ratings ratings) {
    return ratings.items().stream().filter(item -> !numbers.containsKey(item)).toList();
  }

  /**
   * The hidden units of users at their means: how much of each taste a user has.
   *
   * @param ratings what the users gave, on the scale of the model
   * @return of shape (users,H), from 0 to 1
   * @throws IllegalArgumentException if a rating is off the scale
   */
  public float[][] hidden(Ratings ratings) {
    scale().require(ratings);
    float[][] rows = new float[ratings.users().size()][machine.hidden()];
    for (int user = 0; user < rows.length; user++) {
      Known known = known(ratings, user);
      double[] means = machine.hidden(known.items(), known.levels());
      for (int j = 0; j < means.length; j++) {
        rows[user][j] = (float) means[j];
      }
    }
    return rows;
  }

  /**
   * The ratings that are expected of users for all items, those that they rated among them.
   *
   * @param ratings what the users gave, on the scale of the model
   * @return of shape (users,I), in the order of {@link #items}
   * @throws IllegalArgumentException if a rating is off the scale
   */
  public float[][] scores(Ratings ratings) {
    scale().require(ratings);
    float[][] rows = new float[ratings.users().size()][machine.items()];
    for (int user = 0; user < rows.length; user++) {
      double[] scores = scores(ratings, user);
      for (int item = 0; item < scores.length; item++) {
        rows[user][item] = (float) scores[item];
      }
    }
    return rows;
  }

  double[] scores(Ratings ratings, int user) {
    Known known = known(ratings, user);
    double[] hidden = machine.hidden(known.items(), known.levels());
    double[] scores = new double[machine.items()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = score(item, hidden);
    }
    return scores;
  }

  /**
   * The best items for a user that they did not rate.
   *
   * @param ratings what users gave, on the scale of the model; the user need not have been in
   *     training
   * @param user the user's id
   * @param top how many at most
   * @return the items, the best first
   * @throws IllegalArgumentException if there is no such user, a rating is off the scale, or top is
   *     below 1
   */
  public List<Recommendation> recommend(Ratings ratings, String user, int top) {
    return recommend(ratings, user, top, false);
  }

  /**
   * The best items for a user.
   *
   * @param ratings what users gave, on the scale of the model
   * @param user the user's id
   * @param top how many at most
   * @param withSeen whether items that the user rated are among them
   * @return the items, the best first
   * @throws IllegalArgumentException if there is no such user, a rating is off the scale, or top is
   *     below 1
   */
  public List<Recommendation> recommend(Ratings ratings, String user, int top, boolean withSeen) {
    int number = ratings.users().indexOf(user);
    if (number < 0) {
      throw new IllegalArgumentException(
          "user must be one of the %d who gave ratings, but is '%s'"
              .formatted(ratings.users().size(), user));
    }
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, but is " + top);
    }
    scale().require(ratings);
    return recommend(ratings, number, top, withSeen);
  }

  /**
   * The best items for all users.
   *
   * @param ratings what the users gave, on the scale of the model
   * @param top how many a user at most
   * @param withSeen whether items that a user rated are among theirs
   * @return the items, user by user, the best first
   * @throws IllegalArgumentException if a rating is off the scale, or top is below 1
   */
  public List<Recommendation> recommendAll(Ratings ratings, int top, boolean withSeen) {
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, but is " + top);
    }
    scale().require(ratings);
    List<Recommendation> all = new ArrayList<>();
    for (int user = 0; user < ratings.users().size(); user++) {
      all.addAll(recommend(ratings, user, top, withSeen));
    }
    return all;
  }

  private List<Recommendation> recommend(Ratings ratings, int user, int top, boolean withSeen) {
    double[] scores = scores(ratings, user);
    boolean[] seen = withSeen ? new boolean[scores.length] : seen(ratings, user);
    Known known = known(ratings, user);
    double[] hidden = machine.hidden(known.items(), known.levels());
    List<Recommendation> best = new ArrayList<>();
    for (int item : Evaluation.Ranking.best(scores, seen, top)) {
      best.add(
          new Recommendation(
              ratings.users().get(user),
              catalogue.items().get(item),
              catalogue.nameOf(item),
              scores[item],
              because(item, known, hidden)));
    }
    return best;
  }

  /** What was liked and, instead of a usual rating, raised the score most. */
  private Optional<String> because(int item, Known known, double[] hidden) {
    double mean = Arrays.stream(known.values()).average().orElse(0);
    double[] slope = machine.slope(item, hidden, worth);
    double most = Double.NEGATIVE_INFINITY;
    int reason = -1;
    for (int i = 0; i < known.items().length; i++) {
      if (known.values()[i] >= mean && known.items()[i] != item) {
        double effect = machine.effect(known.items()[i], known.levels()[i], slope);
        if (effect > most) {
          most = effect;
          reason = known.items()[i];
        }
      }
    }
    return reason < 0 ? Optional.empty() : Optional.of(catalogue.nameOf(reason));
  }

  /**
   * Predicts held-out ratings from others of the same users.
   *
   * @param given what is known of the users, on the scale of the model
   * @param held what is to be predicted; ratings of other users, or of items that the model does
   *     not know, are passed over
   * @return the ratings with what is expected, user by user
   * @throws IllegalArgumentException if a given rating is off the scale
   */
  public List<PredictedRating> predict(Ratings given, Ratings held) {
    scale().require(given);
    Map<String, Integer> users = Recommender.numbers(given.users());
    List<PredictedRating> predicted = new ArrayList<>();
    for (int user = 0; user < held.users().size(); user++) {
      String id = held.users().get(user);
      if (users.containsKey(id)) {
        double[] scores = scores(given, users.get(id));
        int[] rated = held.itemsOf(user);
        double[] values = held.valuesOf(user);
        for (int i = 0; i < rated.length; i++) {
          Integer item = numbers.get(held.items().get(rated[i]));
          if (item != null) {
            predicted.add(
                new PredictedRating(id, catalogue.items().get(item), values[i], scores[item]));
          }
        }
      }
    }
    return predicted;
  }

  /**
   * Measures how well held-out ratings are predicted from others of the same users.
   *
   * @param given what is known of the users, on the scale of the model; simpler predictions, such
   *     as the mean of an item, are made from these too
   * @param held what is to be predicted
   * @return the figures
   * @throws IllegalArgumentException if a given rating is off the scale
   */
  public RatingFigures evaluate(Ratings given, Ratings held) {
    scale().require(given);
    return new Evaluation(this, given).of(held);
  }

  @Override
  protected Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>(machine.arrays());
    arrays.put(LEVELS, floats(scale().levels()));
    arrays.put(BOUNDARIES, floats(scale().boundaries()));
    return arrays;
  }

  private static FloatArray floats(List<Double> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).floatValue();
    }
    return FloatArray.of(values);
  }

  @Override
  protected Map<String, byte[]> assets() {
    return Map.of(Catalogue.FILE, catalogue.toJson().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected List<ModelFunction> functions(Variables variables) {
    long items = machine.items();
    return List.of(
        ModelFunction.of(
            "recommend",
            List.of(
                InputSpec.floats("ratings", Shape.UNKNOWN_SIZE, items),
                InputSpec.floats("mask", Shape.UNKNOWN_SIZE, items)),
            (tf, in) ->
                Map.of("scores", scores(tf, variables, in.floats("ratings"), in.floats("mask")))));
  }

  private Operand<TFloat32> scores(
      Ops tf, Variables variables, Operand<TFloat32> ratings, Operand<TFloat32> mask) {
    int items = machine.items();
    int levels = machine.levels();
    Operand<TFloat32> weights =
        tf.reshape(
            variables.get("weights").read(tf),
            tf.constant(new int[] {items * levels, machine.hidden()}));
    Operand<TInt32> passed =
        tf.reduceSum(
            tf.dtypes.cast(
                tf.math.greater(
                    tf.expandDims(ratings, tf.constant(2)), variables.get(BOUNDARIES).read(tf)),
                TInt32.class),
            tf.constant(2));
    Operand<TFloat32> visible =
        tf.math.mul(
            tf.oneHot(passed, tf.constant(levels), tf.constant(1f), tf.constant(0f)),
            tf.expandDims(mask, tf.constant(2)));
    Operand<TFloat32> input =
        tf.math.add(
            tf.math.add(
                tf.linalg.matMul(
                    tf.reshape(visible, tf.constant(new int[] {-1, items * levels})), weights),
                tf.linalg.matMul(mask, variables.get("mask_weights").read(tf))),
            variables.get("hidden_bias").read(tf));
    Operand<TFloat32> logits =
        tf.math.add(
            tf.reshape(
                tf.linalg.matMul(tf.math.sigmoid(input), weights, MatMul.transposeB(true)),
                tf.constant(new int[] {-1, items, levels})),
            variables.get("visible_bias").read(tf));
    return tf.reduceSum(
        tf.math.mul(tf.nn.softmax(logits), variables.get(LEVELS).read(tf)), tf.constant(2));
  }

  /**
   * Machine, figures, and where the model comes from.
   *
   * @return several lines
   */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    figures().forEach((name, value) -> text.append("%s: %.6g%n".formatted(name, value)));
    return text + provenance().describe();
  }

  @Override
  public String toString() {
    return "recommender of %d items by %d hidden units, ratings %s"
        .formatted(machine.items(), machine.hidden(), scale());
  }
}
