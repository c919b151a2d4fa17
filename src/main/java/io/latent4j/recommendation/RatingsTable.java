package io.latent4j.recommendation;

import io.latent4j.data.CellTable;
import io.latent4j.data.TableOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which columns of a table are what.
 *
 * @param table the table
 * @param user the column of users
 * @param item the column of items
 * @param rating the column of ratings
 * @param time the column of times, or -1
 */
record RatingsTable(CellTable table, int user, int item, int rating, int time) {
  private static final String[] USER = {
    "user", "user_id", "userid", "user id", "users", "customer", "customer_id", "u", "uid"
  };
  private static final String[] ITEM = {
    "item",
    "item_id",
    "itemid",
    "item id",
    "movie",
    "movie_id",
    "movieid",
    "film",
    "film_id",
    "product",
    "product_id",
    "productid",
    "book",
    "book_id",
    "isbn",
    "track",
    "track_id",
    "i",
    "iid"
  };
  private static final String[] RATING = {"rating", "ratings", "score", "stars", "value", "r"};
  private static final String[] TIME = {
    "time", "timestamp", "date", "datetime", "unixtime", "ts", "created_at"
  };
  private static final String[] NAME = {"name", "title", "item_name", "movie_title", "film"};

  static RatingsTable of(CellTable table, TableOptions options) {
    if (!options.columns().isEmpty()) {
      List<Integer> named = table.columns(options.columns(), "--columns");
      if (named.size() < 3 || named.size() > 4) {
        throw table.error(
            "", "3 or 4 columns, user,item,rating[,time] (--columns)", named.size() + " named");
      }
      return new RatingsTable(
          table, named.get(0), named.get(1), named.get(2), named.size() > 3 ? named.get(3) : -1);
    }
    OptionalInt user = table.column(USER);
    OptionalInt item = table.column(ITEM);
    OptionalInt rating = table.column(RATING);
    if (user.isPresent() && item.isPresent() && rating.isPresent()) {
      return new RatingsTable(
          table,
          user.getAsInt(),
          item.getAsInt(),
          rating.getAsInt(),
          table.column(TIME).orElse(-1));
    }
    if (table.columns() < 3) {
      throw table.error(
          "", "the columns user,item,rating[,time]", table.columns() + " in line " + table.line(0));
    }
    boolean timed = table.columns() == 4 && table.time(0, 3).isPresent();
    if (table.names().isPresent()) {
      List<String> names = table.names().get();
      options
          .notes()
          .ifPresent(
              told ->
                  told.accept(
                      "%s: columns '%s', '%s' and '%s' are taken as user, item and rating (--columns)"
                          .formatted(table.name(), names.get(0), names.get(1), names.get(2))));
    }
    return new RatingsTable(table, 0, 1, 2, timed ? 3 : -1);
  }

  Ratings read(RatingRange range) {
    RatingsBuilder builder = new RatingsBuilder();
    Map<String, Long> lines = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      Rating rating = rating(row, range);
      Long first = lines.putIfAbsent(rating.user() + '\0' + rating.item(), table.line(row));
      if (first != null) {
        throw table.error(
            "line " + table.line(row),
            "each item rated once by a user",
            "item '%s' rated again by user '%s', as in line %d"
                .formatted(rating.item(), rating.user(), first));
      }
      builder.add(rating);
    }
    return builder.build(table.name());
  }

  private Rating rating(int row, RatingRange range) {
    String who = id(row, user, "a user");
    String what = id(row, item, "an item");
    OptionalDouble value = table.number(row, rating);
    if (value.isEmpty()) {
      throw table.error(row, rating, "a rating");
    }
    if (!range.contains(value.getAsDouble())) {
      throw table.error(row, rating, "a rating from " + range);
    }
    OptionalDouble when = OptionalDouble.empty();
    if (time >= 0) {
      when = table.time(row, time);
      if (when.isEmpty()) {
        throw table.error(row, time, "a time, as a number or a date such as 2024-05-31");
      }
    }
    return new Rating(who, what, value.getAsDouble(), when);
  }

  private String id(int row, int column, String what) {
    String id = table.text(row, column);
    if (id.isEmpty()) {
      throw table.error(row, column, what);
    }
    return id;
  }

  /** Names of items by their ids. */
  static Map<String, String> names(CellTable table) {
    if (table.columns() < 2) {
      throw table.error("", "two columns, item and name", "one");
    }
    int id = table.column(ITEM).orElse(0);
    int name = table.column(NAME).orElse(id == 0 ? 1 : 0);
    if (name == id) {
      name = id == 0 ? 1 : 0;
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      String item = table.text(row, id);
      if (item.isEmpty()) {
        throw table.error(row, id, "an item");
      }
      String called = table.text(row, name);
      if (names.putIfAbsent(item, called.isEmpty() ? item : called) != null) {
        throw table.error(row, id, "each item once");
      }
    }
    return names;
  }
}
