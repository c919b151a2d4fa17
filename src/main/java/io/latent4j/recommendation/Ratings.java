package io.latent4j.recommendation;

import io.latent4j.data.CellTable;
import io.latent4j.data.DataFileException;
import io.latent4j.data.Samples;
import io.latent4j.data.TableOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which users rated which items how. Users and items have ids, which are text, and numbers from 0
 * in the order in which they come first. A user rates an item once at most, and every user and item
 * has a rating.
 *
 * <pre>{@code
 * Ratings ratings = Ratings.read(Path.of("ratings.csv")).withItemNames(Ratings.readNames(names));
 * System.out.println(ratings); // ratings.csv: 100000 ratings by 943 users of 1682 items, 1.0 to 5.0
 * }</pre>
 *
 * <p>Ratings can't change, and may be used by several threads.
 */
public final class Ratings {
  private final String name;
  private final List<String> users;
  private final List<String> items;
  private final Map<String, String> itemNames;
  private final boolean timed;

  /** Where each user's ratings start in the arrays below; one more than there are users. */
  private final int[] starts;

  private final int[] item;
  private final double[] value;
  private final double[] time;

  private Ratings(
      String name,
      List<String> users,
      List<String> items,
      Map<String, String> itemNames,
      boolean timed,
      int[] starts,
      int[] item,
      double[] value,
      double[] time) {
    this.name = name;
    this.users = users;
    this.items = items;
    this.itemNames = itemNames;
    this.timed = timed;
    this.starts = starts;
    this.item = item;
    this.value = value;
    this.time = time;
  }

  /** Ratings that are checked, user by user. */
  static Ratings sorted(
      String name,
      List<String> users,
      List<String> items,
      boolean timed,
      int[] starts,
      int[] item,
      double[] value,
      double[] time) {
    return new Ratings(name, users, items, Map.of(), timed, starts, item, value, time);
  }

  /**
   * Takes ratings.
   *
   * @param ratings at least one; either all have a time or none counts
   * @return the ratings, by user
   * @throws IllegalArgumentException if there is none, or a user rates an item twice
   */
  public static Ratings of(List<Rating> ratings) {
    RatingsBuilder builder = new RatingsBuilder();
    for (Rating rating : ratings) {
      double earlier = builder.add(rating);
      if (!Double.isNaN(earlier)) {
        throw new IllegalArgumentException(
            "ratings must have each item once for a user, but user '%s' rates item '%s' twice, %s and %s"
                .formatted(rating.user(), rating.item(), earlier, rating.value()));
      }
    }
    if (ratings.isEmpty()) {
      throw new IllegalArgumentException("ratings must be at least one, but there are none");
    }
    return builder.build("ratings");
  }

  /**
   * Takes a table in which each sample is a user and each feature an item: all users rated all
   * items.
   *
   * @param samples the table, such as {@code six-films}
   * @return the ratings; users are called as the samples are or by number from 1, items as the
   *     features are
   */
  public static Ratings of(Samples samples) {
    RatingsBuilder builder = new RatingsBuilder();
    List<String> titles =
        samples
            .featureNames()
            .orElseGet(
                () -> IntStream.range(0, samples.features()).mapToObj(String::valueOf).toList());
    for (int row = 0; row < samples.count(); row++) {
      float[] values = samples.row(row);
      int number = row;
      String user = samples.ids().map(ids -> ids.get(number)).orElse(String.valueOf(row + 1));
      for (int feature = 0; feature < values.length; feature++) {
        builder.add(Rating.of(user, titles.get(feature), values[feature]));
      }
    }
    return builder.build(samples.name());
  }

  /**
   * Reads {@code user,item,rating} or {@code user,item,rating,time}, one rating a line.
   *
   * @param file a table of text, as {@link CellTable} reads it
   * @return the ratings
   * @throws DataFileException see {@link #of(CellTable, TableOptions, RatingRange)}
   */
  public static Ratings read(Path file) {
    TableOptions options = TableOptions.standard();
    return of(CellTable.read(file, options), options, RatingRange.any());
  }

  /**
   * Takes a table of {@code user,item,rating[,time]}. Columns are those that the options name, in
   * this order; else those that a header calls so ({@code user_id}, {@code movieId} and the like
   * are understood); else the first three, or four if they all hold times.
   *
   * @param table the table
   * @param options which columns, if they are named
   * @param range the ratings that may be given
   * @return the ratings
   * @throws DataFileException if there are no such columns, an id is empty, a rating is no number
   *     or out of its range, a time is none, or a user rates an item twice; the message names the
   *     line
   */
  public static Ratings of(CellTable table, TableOptions options, RatingRange range) {
    return RatingsTable.of(table, options).read(range);
  }

  /**
   * Reads the names of items: a table of two columns, id and name, or with a header that has both,
   * such as {@code item_id,title}.
   *
   * @param file the table
   * @param options separator and header
   * @return the names by id, in the order of the file
   * @throws DataFileException if it has one column only, or an id comes twice
   */
  public static Map<String, String> readNames(Path file, TableOptions options) {
    return RatingsTable.names(CellTable.read(file, options));
  }

  /**
   * The same ratings with names of items. Items without one are called by their id.
   *
   * @param names the names by id; those of other items are passed over
   * @return new ratings
   */
  public Ratings withItemNames(Map<String, String> names) {
    Map<String, String> known = new HashMap<>();
    for (String id : items) {
      if (names.containsKey(id)) {
        known.put(id, names.get(id));
      }
    }
    return new Ratings(name, users, items, known, timed, starts, item, value, time);
  }

  /**
   * The first ratings only.
   *
   * @param limit how many, at least 1
   * @return the ratings, by user; all if there are no more
   */
  Ratings take(int limit) {
    return limit >= count() ? this : select(all -> all < limit);
  }

  /** What the data are called. */
  Ratings withName(String other) {
    return new Ratings(other, users, items, itemNames, timed, starts, item, value, time);
  }

  /**
   * What the data are called.
   *
   * @return the file's name, or what else they came from
   */
  public String name() {
    return name;
  }

  /**
   * The ids of the users.
   *
   * @return each once, in the order of their numbers
   */
  public List<String> users() {
    return users;
  }

  /**
   * The ids of the items.
   *
   * @return each once, in the order of their numbers
   */
  public List<String> items() {
    return items;
  }

  /**
   * What an item is called.
   *
   * @param number its number
   * @return its name, or its id if it has none
   */
  public String itemName(int number) {
    return itemNames.getOrDefault(items.get(number), items.get(number));
  }

  /**
   * How many ratings there are.
   *
   * @return at least 1
   */
  public int count() {
    return item.length;
  }

  /**
   * Whether the times of the ratings are known.
   *
   * @return true if all are
   */
  public boolean hasTimes() {
    return timed;
  }

  /**
   * How many ratings a user gave.
   *
   * @param user the user's number
   * @return at least 1
   */
  public int countOf(int user) {
    return starts[user + 1] - starts[user];
  }

  /**
   * The items that a user rated.
   *
   * @param user the user's number
   * @return their numbers, in the order of the data
   */
  public int[] itemsOf(int user) {
    return Arrays.copyOfRange(item, starts[user], starts[user + 1]);
  }

  /**
   * The ratings that a user gave.
   *
   * @param user the user's number
   * @return a rating for each of {@link #itemsOf}
   */
  public double[] valuesOf(int user) {
    return Arrays.copyOfRange(value, starts[user], starts[user + 1]);
  }

  /**
   * All ratings.
   *
   * @return their values, user by user
   */
  public double[] values() {
    return value.clone();
  }

  /**
   * The mean of all ratings.
   *
   * @return the mean
   */
  public double mean() {
    return Arrays.stream(value).sum() / value.length;
  }

  /**
   * Holds out a share of each user's ratings: the latest where there are times, else drawn by seed.
   * Of a user who gave at least two, at least one is held out and one stays.
   *
   * @param share above 0 and below 1
   * @param seed what is drawn derives from
   * @return both parts, with numbers of users and items of their own
   * @throws IllegalArgumentException if the share is not between 0 and 1, or no user gave two
   *     ratings
   */
  public HeldOut holdOut(double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1, but is " + share);
    }
    BitSet held = new BitSet(count());
    SplittableRandom random = new SplittableRandom(seed);
    for (int user = 0; user < users.size(); user++) {
      int[] order = IntStream.range(starts[user], starts[user + 1]).toArray();
      if (timed) {
        order =
            Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparingDouble(rating -> time[rating]))
                .mapToInt(Integer::intValue)
                .toArray();
      } else {
        shuffle(order, random);
      }
      int many =
          order.length < 2
              ? 0
              : Math.max(1, Math.min(order.length - 1, (int) Math.round(order.length * share)));
      for (int i = order.length - many; i < order.length; i++) {
        held.set(order[i]);
      }
    }
    if (held.isEmpty()) {
      throw new IllegalArgumentException(
          "ratings must have a user who gave at least two of them to hold some out, but have none");
    }
    return new HeldOut(
        select(rating -> !held.get(rating)).withName(name + " but held out"),
        select(held::get).withName(name + ", held out"));
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private Ratings select(IntPredicate kept) {
    RatingsBuilder builder = new RatingsBuilder();
    for (int user = 0; user < users.size(); user++) {
      for (int rating = starts[user]; rating < starts[user + 1]; rating++) {
        if (kept.test(rating)) {
          builder.add(rating(user, rating));
        }
      }
    }
    return builder.build(name).withItemNames(itemNames);
  }

  private Rating rating(int user, int rating) {
    OptionalDouble when = timed ? OptionalDouble.of(time[rating]) : OptionalDouble.empty();
    return new Rating(users.get(user), items.get(item[rating]), value[rating], when);
  }

  /**
   * The ratings one by one.
   *
   * @return all, user by user
   */
  public List<Rating> toList() {
    List<Rating> list = new ArrayList<>();
    for (int user = 0; user < users.size(); user++) {
      for (int rating = starts[user]; rating < starts[user + 1]; rating++) {
        list.add(rating(user, rating));
      }
    }
    return Collections.unmodifiableList(list);
  }

  /** The names of those items that have one. */
  Map<String, String> itemNames() {
    return itemNames;
  }

  /**
   * Tells ratings apart.
   *
   * @return the SHA-256 of users, items and ratings, in hexadecimal digits
   */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Rating rating : toList()) {
        digest.update(
            (rating.user() + '\0' + rating.item() + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(
            ByteBuffer.allocate(2 * Double.BYTES)
                .putDouble(rating.value())
                .putDouble(rating.time().orElse(0))
                .array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "%s: %d ratings by %d users of %d items, %s to %s"
        .formatted(
            name,
            count(),
            users.size(),
            items.size(),
            Arrays.stream(value).min().orElseThrow(),
            Arrays.stream(value).max().orElseThrow());
  }
}
