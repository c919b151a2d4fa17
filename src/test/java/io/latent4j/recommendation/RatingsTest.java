package io.latent4j.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.data.CellTable;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.DataFileException;
import io.latent4j.data.Samples;
import io.latent4j.data.TableOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingsTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void readsATableOfTextIdsAndKeepsTheOrder() throws IOException {
    Ratings ratings =
        Ratings.read(file("r.csv", "user,item,rating\nbea,x,1.5\nal,y,2\nbea,01,-3\n"));
    assertThat(ratings.users()).containsExactly("bea", "al");
    assertThat(ratings.items()).containsExactly("x", "y", "01");
    assertThat(ratings.itemsOf(0)).containsExactly(0, 2);
    assertThat(ratings.valuesOf(0)).containsExactly(1.5, -3);
    assertThat(ratings.countOf(1)).isEqualTo(1);
    assertThat(ratings.hasTimes()).isFalse();
    assertThat(ratings).hasToString("r.csv: 3 ratings by 2 users of 3 items, -3.0 to 2.0");
  }

  @Test
  void findsColumnsByNameByPlaceAndByOption() throws IOException {
    List<Rating> expected = List.of(new Rating("7", "9", 4, OptionalDouble.of(12)));
    Path named = file("a.csv", "timestamp,rating,movieId,userId\n12,4,9,7\n");
    Path placed = file("b.tsv", "7\t9\t4\t12\n");
    Path semicolons = file("c.csv", "7;9;4,0;12\n7;8;3,5;13\n");
    Path other = file("d.csv", "x,who,what,stars_given,when\n1,7,9,4,12\n");
    assertThat(Ratings.read(named).toList()).isEqualTo(expected);
    assertThat(Ratings.read(placed).toList()).isEqualTo(expected);
    assertThat(Ratings.read(semicolons).toList().get(1).value()).isEqualTo(3.5);
    TableOptions options =
        TableOptions.standard().withColumns("who", "what", "stars_given", "when");
    assertThat(Ratings.of(CellTable.read(other, options), options, RatingRange.any()).toList())
        .isEqualTo(expected);
  }

  @Test
  void readsPackedTablesAndDates() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(
          "user,item,rating,date\nu,a,1,1970-01-02\nu,b,2,1970-01-01\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    Ratings ratings = Ratings.read(Files.write(folder.resolve("r.csv.gz"), bytes.toByteArray()));
    assertThat(ratings.hasTimes()).isTrue();
    assertThat(ratings.toList().get(0).time()).hasValue(86_400);
    assertThat(ratings.holdOut(0.5, 0).held().items()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          u,a,1;u,b,2;u,a,3 | line 4: expected each item rated once by a user, found item 'a' rated again by user 'u', as in line 2
          u,a,1;u,b,         | line 3, column 'rating': expected a rating, found nothing
          u,a,1;u,b,good     | line 3, column 'rating': expected a rating, found 'good'
          u,a,1;u,b,9        | line 3, column 'rating': expected a rating from 1.0 to 5.0, found '9'
          u,a,1;,b,2         | line 3, column 'user': expected a user, found nothing
          u,a,1;u,,2         | line 3, column 'item': expected an item, found nothing
          u,a,1;u,b          | line 3: expected 3 cells, as in line 1, found 2
          """)
  void refusesBadRatingsWithTheirPlace(String rows, String message) throws IOException {
    Path file = file("bad.csv", "user,item,rating\n" + rows.strip().replace(";", "\n") + "\n");
    TableOptions options = TableOptions.standard();
    assertThatThrownBy(
            () -> Ratings.of(CellTable.read(file, options), options, new RatingRange(1, 5)))
        .isInstanceOf(DataFileException.class)
        .hasMessage(file + ": " + message.strip());
  }

  @Test
  void refusesTablesThatHaveTooFewColumnsOrBadTimes() throws IOException {
    Path two = file("two.csv", "user,item\nu,a\n");
    Path times = file("times.csv", "user,item,rating,time\nu,a,1,yesterday\n");
    assertThatThrownBy(() -> Ratings.read(two)).hasMessageContaining("user,item,rating[,time]");
    assertThatThrownBy(() -> Ratings.read(times))
        .hasMessageContaining("line 2, column 'time': expected a time")
        .hasMessageEndingWith("found 'yesterday'");
  }

  @Test
  void refusesDuplicatesAndNothing() {
    List<Rating> twice = List.of(Rating.of("u", "a", 1), Rating.of("u", "a", 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ratings.of(twice))
        .withMessageContaining("user 'u' rates item 'a' twice, 1.0 and 2.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Ratings.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Rating.of("", "a", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Rating.of("u", "a", Double.NaN));
  }

  @Test
  void takesATableOfUsersAndItems() {
    try (Samples films = new DataCatalog(folder).samples("six-films")) {
      Ratings ratings = Ratings.of(films);
      assertThat(ratings.users()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
      assertThat(ratings.items()).containsExactly("A", "B", "C", "D", "E", "F");
      assertThat(ratings.valuesOf(1)).containsExactly(1, 0, 1, 0, 0, 0);
    }
  }

  @Test
  void readsNamesOfItems() throws IOException {
    Path file = file("items.csv", "item_id,title\na,Alien\nb,\"Brazil, 1985\"\nc,\n");
    Map<String, String> names = Ratings.readNames(file, TableOptions.standard());
    assertThat(names)
        .containsExactly(
            Map.entry("a", "Alien"), Map.entry("b", "Brazil, 1985"), Map.entry("c", "c"));
    Ratings ratings = Ratings.of(List.of(Rating.of("u", "z", 1), Rating.of("u", "b", 2)));
    Ratings named = ratings.withItemNames(names);
    assertThat(named.itemName(0)).isEqualTo("z");
    assertThat(named.itemName(1)).isEqualTo("Brazil, 1985");
    Path twice = file("twice.csv", "item,name\na,Alien\na,Aliens\n");
    assertThatThrownBy(() -> Ratings.readNames(twice, TableOptions.standard()))
        .hasMessageContaining("line 3, column 'item': expected each item once");
  }

  private static Ratings many(boolean timed) {
    List<Rating> list = new ArrayList<>();
    for (int user = 0; user < 30; user++) {
      for (int item = 0; item <= user; item++) {
        OptionalDouble time = timed ? OptionalDouble.of((item * 7) % 31) : OptionalDouble.empty();
        list.add(new Rating("u" + user, "i" + item, (user * 3 + item) % 5, time));
      }
    }
    return Ratings.of(list);
  }

  @Test
  void holdsOutATenthOfEachUser() {
    Ratings all = many(false);
    HeldOut parts = all.holdOut(0.1, 5);
    List<Rating> together = new ArrayList<>(parts.training().toList());
    together.addAll(parts.held().toList());
    assertThat(together).containsExactlyInAnyOrderElementsOf(all.toList());
    assertThat(parts.training().users()).isEqualTo(all.users());
    Map<String, Integer> numbers = Recommender.numbers(parts.held().users());
    assertThat(numbers).doesNotContainKey("u0"); // a single rating stays
    for (int user = 1; user < 30; user++) {
      int count = user + 1;
      int held = parts.held().countOf(numbers.get("u" + user));
      assertThat(held).isEqualTo(Math.max(1, Math.round(count * 0.1f)));
    }
    assertThat(all.holdOut(0.1, 5).held().hash()).isEqualTo(parts.held().hash());
    assertThat(all.holdOut(0.1, 6).held().hash()).isNotEqualTo(parts.held().hash());
  }

  @Test
  void holdsOutTheLatestWhereThereAreTimes() {
    HeldOut parts = many(true).holdOut(0.1, 5);
    Map<String, Integer> numbers = Recommender.numbers(parts.training().users());
    for (Rating held : parts.held().toList()) {
      int user = numbers.get(held.user());
      double latest =
          parts.training().toList().stream()
              .filter(rating -> rating.user().equals(parts.training().users().get(user)))
              .mapToDouble(rating -> rating.time().orElseThrow())
              .max()
              .orElseThrow();
      assertThat(held.time().orElseThrow()).isGreaterThanOrEqualTo(latest);
    }
    assertThat(many(true).holdOut(0.1, 6).held().hash()).isEqualTo(parts.held().hash());
  }

  @Test
  void hasNothingToHoldOutOfSingleRatings() {
    Ratings singles = Ratings.of(List.of(Rating.of("a", "x", 1), Rating.of("b", "y", 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> singles.holdOut(0.1, 1))
        .withMessageContaining("at least two");
    assertThatIllegalArgumentException().isThrownBy(() -> singles.holdOut(1, 1));
  }

  @Test
  void theHashTellsRatingsApart() {
    Ratings one = Ratings.of(List.of(Rating.of("a", "x", 1)));
    assertThat(one.hash()).isEqualTo(Ratings.of(List.of(Rating.of("a", "x", 1))).hash());
    assertThat(one.hash()).isNotEqualTo(Ratings.of(List.of(Rating.of("a", "x", 2))).hash());
    assertThat(one.hash()).isNotEqualTo(Ratings.of(List.of(Rating.of("b", "x", 1))).hash());
  }

  @ParameterizedTest
  @CsvSource({"1..5,1,5", "-10..10,-10,10", "0.5..5,0.5,5"})
  void understandsRanges(String text, double least, double most) {
    assertThat(RatingRange.parse(text)).isEqualTo(new RatingRange(least, most));
  }

  @ParameterizedTest
  @CsvSource({"5", "5..1", "a..b", "1..2..3", "1..NaN"})
  void refusesWhatIsNoRange(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RatingRange.parse(text))
        .withMessage("must be a range such as 1..5, but is '" + text + "'");
  }
}
