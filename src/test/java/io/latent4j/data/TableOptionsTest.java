package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TableOptions.Dates;
import io.latent4j.data.TableOptions.Header;
import io.latent4j.data.TableOptions.Separator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option does to a table. */
class TableOptionsTest {

  private static final TableOptions STANDARD = TableOptions.standard();

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();

  private Samples read(String text, TableOptions options) {
    Path file = Fixtures.write(folder.resolve("a.csv"), text);
    return Csv.read(file, options.withNotes(notes::add));
  }

  private String note(String text) {
    return folder.resolve("a.csv") + ": " + text;
  }

  private void assertRefused(String text, TableOptions options, String message) {
    assertThatThrownBy(() -> read(text, options))
        .isInstanceOf(DataFileException.class)
        .hasMessage(folder.resolve("a.csv") + ": " + message);
  }

  @Test
  void theSeparatorCanBeSaid() {
    try (Samples samples = read("1,5;2\n2,5;3\n", STANDARD.withSeparator(Separator.SEMICOLON))) {
      assertThat(samples.toFloats()).containsExactly(1.5f, 2, 2.5f, 3);
    }
    try (Samples samples = read("1|2\n3|4\n", STANDARD.withSeparator(Separator.PIPE))) {
      assertThat(samples.features()).isEqualTo(2);
      assertThat(samples.table().orElseThrow().decisions())
          .contains("separator: pipe, as was said");
    }
    assertRefused(
        "x;y\n1;2\n",
        STANDARD.withSeparator(Separator.COMMA),
        "line 1, column 0 (from 0): expected a number, found 'x;y', the first of 2 such cells"
            + " (--categories one-hot, ordinal or drop)");
  }

  @Test
  void theHeaderCanBeSaid() {
    try (Samples samples = read("5,6\n7,8\n", STANDARD.withHeader(Header.YES))) {
      assertThat(samples.featureNames()).contains(List.of("5", "6"));
      assertThat(samples.toFloats()).containsExactly(7, 8);
    }
    try (Samples samples = read("0,1\n7.5,8.5\n", STANDARD.withHeader(Header.NO))) {
      assertThat(samples.toFloats()).containsExactly(0, 1, 7.5f, 8.5f);
    }
  }

  @Test
  void aShortFirstLineThatIsNoHeaderIsUneven() {
    assertRefused(
        "a,b\n7,1,2\n8,3,4\n",
        STANDARD.withHeader(Header.NO).withCategories(Categories.ORDINAL),
        "line 1: expected 3 cells, as in line 2, found 2 cells"
            + " (--missing drop, mean, median or a number)");
  }

  @Test
  void aLabelOfTextsMayHaveABrokenNumberAmongThem() {
    try (Samples samples = read("x,kind\n1,a\n2,b\n3,1.5\n", STANDARD)) {
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("1.5", "a", "b"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a       | 1",
        "d,a     | 4,1",
        "b..d    | 2,3,4",
        "0..1    | 1,2",
        "3..4,a  | 4,5,1",
        "b..3    | 2,3,4",
        "0,0..2,b| 1,2,3",
        "7       | 5",
        "'e, f'  | 6"
      })
  void featuresAreChosenByNameNumberOrRange(String columns, String expected) {
    String text = "a,b,c,d,7,\"e, f\",species\n1,2,3,4,5,6,x\n";
    List<String> chosen = TableOptions.parseColumns(columns.replace('\'', '"'));
    try (Samples samples = read(text, STANDARD.withColumns(chosen.toArray(String[]::new)))) {
      List<String> read = new ArrayList<>();
      for (float value : samples.toFloats()) {
        read.add(String.valueOf((int) value));
      }
      assertThat(String.join(",", read)).isEqualTo(expected);
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("x"));
    }
  }

  @Test
  void aChosenLabelOrIdentifierIsAFeature() {
    try (Samples samples = read("id,x,class\n5,1,0\n6,2,1\n", STANDARD.withColumns("0..2"))) {
      assertThat(samples.toFloats()).containsExactly(5, 1, 0, 6, 2, 1);
      assertThat(samples.ids()).isEmpty();
      assertThat(samples.labels()).isEmpty();
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void columnsAreDropped() {
    try (Samples samples =
        read(
            "id,x,city,y,class\n5,1,Rome,2,0\n6,3,Oslo,4,1\n",
            STANDARD.withDrop("city", "class"))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(samples.featureNames()).contains(List.of("x", "y"));
      assertThat(samples.labels()).isEmpty();
      assertThat(samples.table().orElseThrow().columns())
          .extracting(TableColumn::role)
          .containsExactly(
              TableColumn.Role.IDENTIFIER,
              TableColumn.Role.FEATURE,
              TableColumn.Role.LEFT_OUT,
              TableColumn.Role.FEATURE,
              TableColumn.Role.LEFT_OUT);
    }
  }

  @Test
  void anyColumnCanBeIdentifierOrLabel() {
    try (Samples samples =
        read("x,name,kind,y\n1,Ann,7,2\n3,Ann,8,4\n", STANDARD.withId("name").withLabel("2"))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(samples.ids()).contains(List.of("Ann", "Ann"));
      assertThat(samples.labels().orElseThrow()).containsExactly(7, 8);
      assertThat(notes).isEmpty();
    }
  }

  @Test
  void labelsThatAreBrokenNumbersAreSortedAsNumbers() {
    try (Samples samples = read("x,size\n1,10.5\n2,9.5\n", STANDARD.withLabel("size"))) {
      assertThat(samples.labels().orElseThrow()).containsExactly(1, 0);
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("9.5", "10.5"));
    }
  }

  @Test
  void columnsThatAreNotThereAreNamed() {
    String text = "petal,sepal,petal\n1,2,3\n";
    assertRefused(
        text,
        STANDARD.withDrop("sepl"),
        "expected a column 'sepl' (--drop), found none of that name or number; did you mean sepal?"
            + " (there are petal, sepal, petal)");
    assertRefused(
        text,
        STANDARD.withColumns("petal"),
        "expected one column 'petal' (--columns), found 2, which have the numbers 0, 2");
    assertRefused(
        text,
        STANDARD.withColumns("sepal..0"),
        "expected a range of columns from left to right (--columns), found 'sepal..0', of which the"
            + " first is right of the last");
    assertRefused(
        text,
        STANDARD.withColumns("sepal..x"),
        "expected a column 'x' (--columns), found none of that name or number (there are petal,"
            + " sepal, petal)");
    assertRefused(
        "1,2\n3,4\n",
        STANDARD.withLabel("2"),
        "expected a column '2' (--label), found none of that name or number (there are 2 columns"
            + " without names, from 0)");
    assertRefused(
        "x,y\n3,4\n",
        STANDARD.withId("x").withLabel("0"),
        "expected two columns (--id and --label), found column 'x' for both");
    assertRefused(
        "x,y\n3,4\n",
        STANDARD.withDrop("0..1"),
        "expected at least one feature, found no column that is left (--columns, --drop, --id,"
            + " --label, --categories)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withId("x").withLabel("x"))
        .withMessage("id and label must be two columns, but are both 'x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,,b", ",", "\"a"})
  void listsOfColumnsHaveNames(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableOptions.parseColumns(text))
        .withMessageStartingWith("must be columns between commas");
  }

  private static final String GAPS = "x,y,label\n1,5,a\n,7,b\n3,?,a\n8,9,b\n";

  @Test
  void rowsWithMissingValuesAreLeftOutAndSaid() {
    try (Samples samples = read(GAPS, STANDARD.withMissing(MissingValues.drop()))) {
      assertThat(samples.toFloats()).containsExactly(1, 5, 8, 9);
      assertThat(samples.labels().orElseThrow()).containsExactly(0, 1);
      assertThat(samples.rowNumbers()).containsExactly(0, 3);
      assertThat(samples.table().orElseThrow().rowsLeftOut()).isEqualTo(2);
    }
    assertThat(notes)
        .containsExactly(
            note("column 'label' is taken as label, not as feature"),
            note("2 of 4 rows have missing values and are left out"));
  }

  @ParameterizedTest
  @CsvSource({"mean, 4, 7", "median, 3, 7", "-1.5, -1.5, -1.5"})
  void missingValuesAreFilled(String choice, float x, float y) {
    try (Samples samples = read(GAPS, STANDARD.withMissing(MissingValues.parse(choice)))) {
      assertThat(samples.toFloats()).containsExactly(1, 5, x, 7, 3, y, 8, 9);
      assertThat(samples.table().orElseThrow().columns().get(0).fill())
          .isEqualTo(OptionalDouble.of(x));
    }
  }

  @Test
  void whichValuesWereMissingIsKnownOfSomeOfTheRowsToo() {
    try (Samples samples = read(GAPS, STANDARD.withMissing(MissingValues.mean()));
        Samples some = samples.select(new int[] {2, 0});
        Samples first = samples.take(2)) {
      assertThat(samples.missing().orElseThrow())
          .isDeepEqualTo(
              new boolean[][] {{false, false}, {true, false}, {false, true}, {false, false}});
      assertThat(some.missing().orElseThrow())
          .isDeepEqualTo(new boolean[][] {{false, true}, {false, false}});
      assertThat(first.missing().orElseThrow()[1]).containsExactly(true, false);
    }
    try (Samples samples = read(GAPS, STANDARD.withMissing(MissingValues.drop()))) {
      assertThat(samples.missing()).isEmpty();
    }
    String texts = "city,x\nRome,1\n,2\nOslo,3\n";
    TableOptions oneHot =
        STANDARD.withMissing(MissingValues.mean()).withCategories(Categories.ONE_HOT);
    try (Samples samples = read(texts, oneHot)) {
      assertThat(samples.missing().orElseThrow()[1]).containsExactly(true, true, false);
    }
  }

  @Test
  void aMissingLabelCanOnlyBeDropped() {
    String text = "x,label\n1,a\n2,\n3,b\n";
    assertRefused(
        text,
        STANDARD.withMissing(MissingValues.mean()),
        "line 3, column 'label': expected a label, found an empty cell (--missing drop)");
    try (Samples samples = read(text, STANDARD.withMissing(MissingValues.drop()))) {
      assertThat(samples.toFloats()).containsExactly(1, 3);
      assertThat(samples.labels().orElseThrow()).containsExactly(0, 1);
    }
  }

  @Test
  void whatHasNoValueAtAllCannotBeFilled() {
    assertRefused(
        "x,y,z\n1,,2\n3,NA,4\n",
        STANDARD.withMissing(MissingValues.median()),
        "column 'y': expected a value of which to take the median, found none (--drop y)");
    assertRefused(
        "x,y,z\n1,,2\n3,NA,4\n",
        STANDARD.withMissing(MissingValues.drop()),
        "column 'y': expected a row with a value, found none (--drop y)");
    assertRefused(
        "x,y\n1,\n,2\n",
        STANDARD.withMissing(MissingValues.drop()),
        "expected at least one row without missing values, found none (--missing mean, median or a"
            + " number; or --drop columns)");
    try (Samples samples =
        read("x,y,z\n1,,2\n3,NA,4\n", STANDARD.withMissing(MissingValues.number(7)))) {
      assertThat(samples.toFloats()).containsExactly(1, 7, 2, 3, 7, 4);
    }
  }

  @Test
  void missingValuesAreNamedAsUsersNameThem() {
    assertThat(MissingValues.parse("drop")).isEqualTo(MissingValues.drop()).hasToString("drop");
    assertThat(MissingValues.parse("-2.5")).hasToString("-2.5");
    for (String wrong : List.of("zero", "nan", "1e39", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MissingValues.parse(wrong))
          .withMessage(
              "must be one of refuse, drop, mean, median, or a number, but is '" + wrong + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingValues.number(Double.NaN))
        .withMessage("missing must be a number that float32 can hold, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MissingValues(MissingValues.Kind.MEAN, 1));
  }

  private static final String CITIES = "x,city,y\n1,Rome,2\n3,Oslo,4\n5,Rome,6\n";

  @Test
  void textsHaveColumnsOfTheirOwn() {
    try (Samples samples = read(CITIES, STANDARD.withCategories(Categories.ONE_HOT))) {
      assertThat(samples.featureNames()).contains(List.of("x", "city_Oslo", "city_Rome", "y"));
      assertThat(samples.toFloats()).containsExactly(1, 0, 1, 2, 3, 1, 0, 4, 5, 0, 1, 6);
      assertThat(samples.table().orElseThrow().columns().get(1).categories())
          .containsExactly("Oslo", "Rome");
    }
  }

  @Test
  void textsAreNumbersInSortedOrder() {
    try (Samples samples = read(CITIES, STANDARD.withCategories(Categories.ORDINAL))) {
      assertThat(samples.featureNames()).contains(List.of("x", "city", "y"));
      assertThat(samples.toFloats()).containsExactly(1, 1, 2, 3, 0, 4, 5, 1, 6);
    }
  }

  @Test
  void columnsOfTextAreLeftOutAndSaid() {
    try (Samples samples = read(CITIES, STANDARD.withCategories(Categories.DROP))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }
    assertThat(notes)
        .containsExactly(note("column 'city' is text and left out (--categories drop)"));
  }

  @Test
  void missingTextsAreInNoColumnAndHaveTheMeanNumber() {
    String text = "x,city,y\n1,Rome,2\n3,,4\n5,Oslo,6\n";
    TableOptions mean = STANDARD.withMissing(MissingValues.mean());
    try (Samples samples = read(text, mean.withCategories(Categories.ONE_HOT))) {
      assertThat(samples.toFloats()).containsExactly(1, 0, 1, 2, 3, 0, 0, 4, 5, 1, 0, 6);
    }
    try (Samples samples = read(text, mean.withCategories(Categories.ORDINAL))) {
      assertThat(samples.toFloats()).containsExactly(1, 1, 2, 3, 0.5f, 4, 5, 0, 6);
    }
    assertRefused(
        text,
        STANDARD.withCategories(Categories.ONE_HOT),
        "line 3, column 'city': expected a number, found an empty cell (--missing drop, mean,"
            + " median or a number)");
  }

  @Test
  void textsOfRowsThatAreLeftOutHaveNoColumn() {
    String text = "x,city,y\n1,Rome,2\n,Bonn,4\n5,Oslo,6\n";
    TableOptions drop = STANDARD.withMissing(MissingValues.drop());
    try (Samples samples = read(text, drop.withCategories(Categories.ONE_HOT))) {
      assertThat(samples.featureNames()).contains(List.of("x", "city_Oslo", "city_Rome", "y"));
    }
  }

  @Test
  void aTextThatComesLateMakesItsColumnOneOfText() {
    String text = "x,y,z\n" + "1.25,3,0.5\n".repeat(200_000) + "1,late,0.5\n";
    assertThatThrownBy(() -> read(text, STANDARD))
        .hasMessageContaining(
            "line 200002, column 'y': expected a number, found 'late' (--categories");
    try (Samples samples = read(text, STANDARD.withCategories(Categories.ORDINAL))) {
      assertThat(samples.row(0)).containsExactly(1.25f, 0, 0.5f);
      assertThat(samples.row(200_000)).containsExactly(1, 1, 0.5f);
    }
    String gap = "x,y\n" + "1.25,3\n".repeat(200_000) + "1,\n";
    assertThatThrownBy(() -> read(gap, STANDARD))
        .hasMessageContaining("line 200002, column 'y': expected a number, found an empty cell");
    String comma = "x;y\n" + "1;3\n".repeat(300_000) + "1,5;4\n";
    try (Samples samples = read(comma, STANDARD)) {
      assertThat(samples.row(300_000)).containsExactly(1.5f, 4);
      assertThat(samples.table().orElseThrow().decimalComma()).isTrue();
    }
    String ragged = "x,y\n" + "1.25,3\n".repeat(200_000) + "1\n";
    assertThatThrownBy(() -> read(ragged, STANDARD))
        .hasMessageEndingWith(
            "line 200002: expected 2 cells, as in line 1, found 1 cell"
                + " (--missing drop, mean, median or a number)");
  }

  @Test
  void cellsThatARowLacksAreMissingValues() {
    String text = "x,y,z\n1,2,3\n4\n7,8,6\n";
    try (Samples samples = read(text, STANDARD.withMissing(MissingValues.mean()))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4, 5, 4.5f, 7, 8, 6);
    }
    try (Samples samples = read(text, STANDARD.withMissing(MissingValues.drop()))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 7, 8, 6);
      assertThat(samples.table().orElseThrow().rowsLeftOut()).isEqualTo(1);
    }
    try (Samples samples = read("1;2\n3\n4;5\n", STANDARD.withMissing(MissingValues.number(-1)))) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, -1, 4, 5);
    }
    TableOptions cities =
        STANDARD.withMissing(MissingValues.median()).withCategories(Categories.ONE_HOT);
    try (Samples samples = read("x,y,city,u\n1,2,Rome,1\n3,4\n5,6,Oslo,4\n", cities)) {
      assertThat(samples.row(1)).containsExactly(3, 4, 0, 0, 2.5f);
    }
    // The first line, too, where it names no columns.
    TableOptions texts =
        STANDARD
            .withHeader(Header.NO)
            .withCategories(Categories.ORDINAL)
            .withMissing(MissingValues.drop());
    try (Samples samples = read("a,b\n7,1,2\n8,3,4\n", texts)) {
      assertThat(samples.count()).isEqualTo(2);
    }
    // Far below the lines by which the table was understood.
    String late = "x,y\n" + "1.25,3\n".repeat(200_000) + "1\n";
    try (Samples samples = read(late, STANDARD.withMissing(MissingValues.mean()))) {
      assertThat(samples.row(200_000)).containsExactly(1, 3);
    }
  }

  @Test
  void aRowWithoutItsLabelOrWithTooManyCellsIsRefused() {
    String unlabelled = "x,y,label\n1,2,a\n3\n4,5,b\n";
    assertRefused(
        unlabelled,
        STANDARD.withMissing(MissingValues.mean()),
        "line 3, column 'label': expected a label, found an empty cell (--missing drop)");
    try (Samples samples = read(unlabelled, STANDARD.withMissing(MissingValues.drop()))) {
      assertThat(samples.labels().orElseThrow()).containsExactly(0, 1);
    }
    assertRefused(
        "x,y\n1,2\n3,4,5\n",
        STANDARD.withMissing(MissingValues.mean()),
        "line 3: expected 2 cells, as in line 1, found 3 cells");
  }

  @Test
  void columnsOfAnotherTableAreFoundByNameByPlaceOrAsIsSaid() {
    TableDescription table;
    try (Samples samples = read("id,x,y,z\n7,1,2,3\n8,4,5,6\n", STANDARD)) {
      table = samples.table().orElseThrow();
    }
    TableOptions like = STANDARD.withLike(TableDescription.fromJson(table.toJson()));
    notes.clear();
    try (Samples samples = read("z,y,x\n3,2,1\n", like)) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3);
      assertThat(samples.featureNames()).contains(List.of("x", "y", "z"));
    }
    assertThat(notes)
        .containsExactly(
            note("its columns are in another order than in the samples; they are taken by name"));
    assertRefused(
        "x,b,c\n1,2,3\n",
        like,
        "columns 'y', 'z': expected columns like those of the samples," + " found none");
    assertRefused(
        "a,b,c\n1,2,3\n",
        like.withColumns("a", "b"),
        "expected as many columns as the samples have, 3 (--columns), found 2");
    try (Samples samples = read("a,b,c,d\n1,2,3,4\n", like.withColumns("d", "a", "c"))) {
      assertThat(samples.toFloats()).containsExactly(4, 1, 3);
    }
    // Without names: all columns are there, or those of the features alone.
    try (Samples samples = read("9,1,2,3\n", like)) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3);
    }
    try (Samples samples = read("1,2,3\n", like)) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void whatAnotherTableLacksIsFoundOut() {
    TableDescription table;
    try (Samples samples = read("1,2\n3,4\n", STANDARD)) {
      table = samples.table().orElseThrow();
    }
    TableOptions like = STANDARD.withLike(table);
    try (Samples samples = read("id,x,y,species\n7,1,2,b\n8,3,4,a\n", like)) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(samples.ids()).contains(List.of("7", "8"));
      assertThat(samples.labels().orElseThrow()).containsExactly(1, 0);
    }
  }

  @Test
  void aDescriptionIsTextAndBack() {
    String text = "id,x,city,when,kind\n1,,Rome,2024-01-01,b\n2,3,Oslo,2024-01-03,a\n";
    TableOptions options =
        STANDARD
            .withMissing(MissingValues.mean())
            .withCategories(Categories.ORDINAL)
            .withDates(Dates.DAYS);
    try (Samples samples = read(text, options)) {
      TableDescription table = samples.table().orElseThrow();
      assertThat(TableDescription.fromJson(table.toJson())).isEqualTo(table.withoutNotes());
    }
    for (String damaged : List.of("", "{}", "[1]", "{\"columns\": 3}", "{\"encoding\":")) {
      assertThatThrownBy(() -> TableDescription.fromJson(damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("table is not valid: ");
    }
  }

  @Test
  void datesAreDays() {
    String text = "date,x\n2024-01-01,1\n2024-01-02T12:00,2\n";
    try (Samples samples = read(text, STANDARD.withDates(Dates.DAYS))) {
      assertThat(samples.toFloats()).containsExactly(19723, 1, 19724.5f, 2);
    }
    try (Samples samples = read(text, STANDARD.withCategories(Categories.ORDINAL))) {
      assertThat(samples.toFloats()).containsExactly(0, 1, 1, 2);
    }
    assertRefused(
        "date,x\n2024-01-01,1\n2024-01-02,1\nsoon,2\n",
        STANDARD.withDates(Dates.DAYS),
        "line 4, column 'date': expected a date, found 'soon' (--drop date)");
  }

  @Test
  void anotherTableHasTheSameFeatures() {
    String training = "id,x,city,flag,kind\n1,2,Rome,true,b\n2,,Oslo,false,a\n3,4,Rome,true,c\n";
    TableOptions options =
        STANDARD.withMissing(MissingValues.mean()).withCategories(Categories.ONE_HOT);
    try (Samples samples = read(training, options)) {
      assertThat(samples.toFloats()).containsExactly(2, 0, 1, 1, 3, 1, 0, 0, 4, 0, 1, 1);
      TableDescription table = samples.table().orElseThrow();
      notes.clear();
      // Another order, another column, no identifier, a text and a label that are new.
      String other = "flag;kind;z;x;city\ntrue;c;5;;Bonn\nfalse;d;6;8;Oslo\n";
      try (Samples test = read(other, options.withLike(table))) {
        assertThat(test.featureNames()).isEqualTo(samples.featureNames());
        assertThat(test.toFloats()).containsExactly(3, 0, 0, 1, 8, 1, 0, 0);
        assertThat(test.labels().orElseThrow()).containsExactly(2, 3);
        assertThat(test.namedLabels().orElseThrow().names()).contains(List.of("a", "b", "c", "d"));
      }
      assertThat(notes)
          .containsExactly(
              note("its columns are in another order than in the samples; they are taken by name"),
              note("column 'z' is no feature of the samples and left out"),
              note("column 'city' has 1 texts that no feature stands for: 'Bonn'"));
      assertRefused(
          "flag,x\ntrue,1\n",
          options.withLike(table),
          "column 'city': expected a column like that of the samples, found none");
      assertRefused(
          "flag,x,city\n3,1,Rome\n",
          options.withLike(table),
          "column 'flag': expected true and false, as in the samples, found something else");
      try (Samples test = read("9,2,Rome,true,b\n", options.withLike(table))) {
        assertThat(test.toFloats()).containsExactly(2, 0, 1, 1);
        assertThat(test.ids()).contains(List.of("9"));
        assertThat(test.labels().orElseThrow()).containsExactly(1);
      }
    }
  }

  @Test
  void otherNumbersOfTextsCannotBeMadeUp() {
    TableOptions options = STANDARD.withCategories(Categories.ORDINAL);
    try (Samples samples = read(CITIES, options)) {
      TableOptions like = options.withLike(samples.table().orElseThrow());
      assertRefused(
          "x,city,y\n1,Bonn,2\n",
          like,
          "line 2, column 'city': expected one of the 2 texts that have a number (--categories"
              + " one-hot takes others), found 'Bonn'");
      try (Samples other = read("u,v,w\n1,Rome,2\n", like)) {
        assertThat(other.toFloats()).containsExactly(1, 1, 2);
      }
    }
    assertThat(notes)
        .containsExactly(
            note("none of its columns is called as in the samples; they are taken by their place"));
  }
}
