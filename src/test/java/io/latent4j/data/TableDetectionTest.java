package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.latent4j.data.TableOptions.Separator;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about a table that says nothing of itself. */
class TableDetectionTest {

  @TempDir Path folder;

  private Samples read(String escaped) {
    String text = escaped.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    return Csv.read(Fixtures.write(folder.resolve("a.csv"), text));
  }

  private static String values(Samples samples) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < samples.count(); row++) {
      text.append(row == 0 ? "" : "; ");
      for (float value : samples.row(row)) {
        text.append(value == (int) value ? String.valueOf((int) value) : String.valueOf(value));
        text.append(' ');
      }
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "x,y\\n1,2\\n3,4\\n ! COMMA ! 1 2; 3 4",
        "x;y\\n1;2\\n3;4\\n ! SEMICOLON ! 1 2; 3 4",
        "x\\ty\\n1\\t2\\n3\\t4\\n ! TAB ! 1 2; 3 4",
        "x|y\\n1|2\\n3|4\\n ! PIPE ! 1 2; 3 4",
        "x y\\n1 2\\n3 4\\n ! SPACE ! 1 2; 3 4",
        "`  1.0    2.0\\n 33.5   40.25\\n` ! SPACE ! 1 2; 33.5 40.25",
        "1 2\\t3\\n4\\t5  6\\n ! SPACE ! 1 2 3; 4 5 6",
        "1, 2\\n3, 4\\n ! COMMA ! 1 2; 3 4",
        "x;y\\n5,1;3,5\\n4,9;3,0\\n ! SEMICOLON ! 5.1 3.5; 4.9 3",
        "5,1;3,5\\n4,9;3,0\\n ! SEMICOLON ! 5.1 3.5; 4.9 3",
        "x\\ty\\n5,1\\t3\\n4,9\\t3\\n ! TAB ! 5.1 3; 4.9 3",
        "5,1 3,5\\n4,9 3,0\\n ! SPACE ! 5.1 3.5; 4.9 3",
        "x;y\\n1.086,5;2\\n2.300,25;3\\n ! SEMICOLON ! 1086.5 2; 2300.25 3",
        "x;y\\n1.086;2\\n2.300;3\\n ! SEMICOLON ! 1.086 2; 2.3 3",
        "x\\ty\\n1,086\\t2\\n2,300\\t3\\n ! TAB ! 1.086 2; 2.3 3",
        "x\\ty\\n\"1,086\"\\t2\\n\"2,300\"\\t3\\n ! TAB ! 1086 2; 2300 3",
        "x,y\\n\"1,086\",2\\n\"2,300\",3\\n ! COMMA ! 1086 2; 2300 3",
        "sep=;\\nx;y\\n1;2\\n ! SEMICOLON ! 1 2",
        "sep=\\t\\nx\\ty\\n1\\t2\\n ! TAB ! 1 2",
        "# made by hand, see below\\n\\n# x, y\\nx,y\\n1,2\\n ! COMMA ! 1 2",
        "#,x\\n1,2\\n2,3\\n ! COMMA ! 1 2; 2 3",
        "\"a;b\",y\\n1,2\\n ! COMMA ! 1 2",
        "x\\n1\\n2\\n ! COMMA ! 1; 2",
        "1,2\\n3,4\\n5,6\\n7,8\\n ! COMMA ! 1 2; 3 4; 5 6; 7 8"
      })
  void theSeparatorSplitsTheLinesEvenly(String text, Separator separator, String expected) {
    try (Samples samples = read(text)) {
      assertThat(samples.table().orElseThrow().separator()).isEqualTo(separator);
      assertThat(values(samples)).isEqualTo(expected);
      assertThat(samples.labels()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        // A text stands above numbers.
        "a,b\\n1,2\\n ! true ! 1 2",
        "x\\n1\\n2\\n ! true ! 1; 2",
        "1,2\\n3,4\\n ! false ! 1 2; 3 4",
        // pandas counts columns from 0.
        "0,1\\n0.5,1.5\\n ! true ! 0.5 1.5",
        "0,1\\n12,4\\n5,7\\n ! true ! 12 4; 5 7",
        "0,1,2\\n3,4,5\\n ! true ! 3 4 5",
        "0,1\\n1,0\\n1,1\\n0,0\\n ! false ! 0 1; 1 0; 1 1; 0 0",
        "0\\n0.5\\n1.5\\n2.5\\n ! true ! 0.5; 1.5; 2.5",
        "0\\n0.5\\n1\\n2.5\\n ! false ! 0; 0.5; 1; 2.5",
        "0\\n1\\n1\\n0\\n ! false ! 0; 1; 1; 0",
        "0,1,2\\n0.1,Rome,0.2\\n0.3,Paris,0.4\\n ! true ! ",
        "0,1,5.5\\n1,2,3.5\\n ! false ! 0 1 5.5; 1 2 3.5",
        "1,0\\n2.5,3.5\\n4.5,3.5\\n1.5,2.5\\n ! false ! 1 0; 2.5 3.5; 4.5 3.5; 1.5 2.5",
        // Whole numbers above numbers with a decimal point.
        "2019,2020\\n1.5,2.5\\n1.5,2.5\\n1.5,2.5\\n ! true ! 1.5 2.5; 1.5 2.5; 1.5 2.5",
        "1,2\\n1.5,2.5\\n1.5,2\\n1.5,2.5\\n ! false ! 1 2; 1.5 2.5; 1.5 2; 1.5 2.5",
        // The first cell is empty.
        "`,0,1\\n0,12,4\\n1,5,7\\n` ! true ! 12 4; 5 7",
        "`,x,y\\n0,12,4\\n0,5,7\\n` ! true ! 0 12 4; 0 5 7",
        // Names in quotes, as R writes them.
        "\"2019\",\"2020\"\\n5,6\\n7,8\\n ! true ! 5 6; 7 8",
        "\"\",\"x\",\"y\"\\n\"1\",5.5,3.5\\n\"2\",4.5,3\\n ! true ! 5.5 3.5; 4.5 3",
        "\"x\" \"y\"\\n\"1\" 5.5 3.5\\n\"2\" 4.5 3\\n ! true ! 5.5 3.5; 4.5 3",
        // A usual name tells, whatever stands beside it.
        "400.5,401.5,class\\n0.5,0.5,3\\n0.5,0.5,5\\n ! true ! 0.5 0.5; 0.5 0.5",
        "0,1,target\\n7,8,1\\n ! true ! 7 8",
        // Decimal numbers are values, even if a text stands above numbers.
        "400.5,401.5,depth\\n0.5,0.5,3\\n ! error ! "
      })
  void theHeaderDiffersInKind(String text, String header, String expected) {
    if (expected == null) {
      assertThat(catchThrowable(() -> read(text)))
          .isInstanceOf(DataFileException.class)
          .hasMessageContaining(header.equals("true") ? "line 2, column '1'" : "line 1, column 2");
      return;
    }
    try (Samples samples = read(text)) {
      assertThat(samples.table().orElseThrow().header()).isEqualTo(Boolean.valueOf(header));
      assertThat(values(samples)).isEqualTo(expected);
      assertThat(samples.featureNames().isPresent()).isEqualTo(Boolean.valueOf(header));
    }
  }

  @Test
  void aTableOfTextsHasAHeaderIfItOccursNowhereBelow() {
    TableOptions ordinal = TableOptions.standard().withCategories(TableOptions.Categories.ORDINAL);
    Path headed =
        Fixtures.write(folder.resolve("b.csv"), "kind,cap,odor\np,x,s\ne,x,y\ne,b,s\np,x,y\n");
    try (Samples samples = Csv.read(headed, ordinal)) {
      assertThat(samples.featureNames()).contains(List.of("kind", "cap"));
      assertThat(values(samples)).isEqualTo("1 1; 0 1; 0 0; 1 1");
      assertThat(samples.labels().orElseThrow()).containsExactly(0, 1, 0, 1);
    }
    Path plain = Fixtures.write(folder.resolve("c.csv"), "p,x,s\ne,x,y\ne,b,s\np,x,y\n");
    try (Samples samples = Csv.read(plain, ordinal)) {
      assertThat(samples.featureNames()).isEmpty();
      assertThat(samples.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "`,x,y\\n0,1,2\\n1,3,4\\n` ! 0,1 ! 1 2; 3 4",
        "index,x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        "ID,x,y\\na1,1,2\\na2,3,4\\n ! a1,a2 ! 1 2; 3 4",
        "customer_id,x,y\\n12345678901,1,2\\n12345678902,3,4\\n ! 12345678901,12345678902 ! 1 2; 3 4",
        "Customer id,x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        "userId,x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        "CUSTID,x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        "Unnamed: 0,x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        "`,x\\n2024-01-01,1\\n2024-01-02,2\\n` ! 2024-01-01,2024-01-02 ! 1; 2",
        "x,y\\n7,1,2\\n9,3,4\\n ! 7,9 ! 1 2; 3 4",
        // A value twice, a broken number, another name, another place.
        "id,x,y\\n7,1,2\\n7,3,4\\n !  ! 7 1 2; 7 3 4",
        "id,x,y\\n7.5,1,2\\n9,3,4\\n !  ! 7.5 1 2; 9 3 4",
        "grid,x,y\\n7,1,2\\n9,3,4\\n !  ! 7 1 2; 9 3 4",
        "x,id,y\\n7,1,2\\n9,3,4\\n !  ! 7 1 2; 9 3 4",
        "id\\n7\\n9\\n !  ! 7; 9"
      })
  void theIdentifierIsAFirstColumnOfThatName(String text, String ids, String expected) {
    try (Samples samples = read(text)) {
      assertThat(samples.ids().map(all -> String.join(",", all)).orElse(null)).isEqualTo(ids);
      assertThat(values(samples)).isEqualTo(expected);
      assertThat(samples.table().orElseThrow().identifier().isPresent()).isEqualTo(ids != null);
      assertThat(samples.labels()).isEmpty();
    }
  }

  @Test
  void anIdentifierThatRepeatsLateIsAFeature() {
    StringBuilder text = new StringBuilder("id,x\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(",0.25\n");
    }
    Path file = Fixtures.write(folder.resolve("late.csv"), text.toString());
    try (Samples samples = Csv.read(file)) {
      assertThat(samples.features()).isEqualTo(1);
      assertThat(samples.ids().orElseThrow()).hasSize(200_000).endsWith("199999");
    }
    Fixtures.write(file, text.append("7,0.25\n").toString());
    try (Samples samples = Csv.read(file)) {
      assertThat(samples.ids()).isEmpty();
      assertThat(samples.features()).isEqualTo(2);
      assertThat(samples.row(200_000)).containsExactly(7, 0.25f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "x,y,class\\n1,2,0\\n3,4,1\\n ! 0,1 ! 1 2; 3 4",
        "x,y,Target\\n1,2,7\\n3,4,1\\n ! 7,1 ! 1 2; 3 4",
        "x,y,species\\n1,2,b\\n3,4,a\\n ! 1,0 ! 1 2; 3 4",
        "labels,x,y\\n1,1,2\\n0,3,4\\n ! 1,0 ! 1 2; 3 4",
        "id,class,x,y\\n7,1,1,2\\n9,0,3,4\\n ! 1,0 ! 1 2; 3 4",
        "x,label,y\\n1,5,2\\n3,6,4\\n ! 5,6 ! 1 2; 3 4",
        "x,y,kind\\n1,2,b\\n3,4,a\\n ! 1,0 ! 1 2; 3 4",
        "class,x,target\\n1,1,2\\n2,3,4\\n ! 2,4 ! 1 1; 2 3",
        "x,y,sign\\n1,2,+\\n3,4,-\\n ! 0,1 ! 1 2; 3 4",
        "x,y,ok\\n1,2,True\\n3,4,False\\n ! 1,0 ! 1 2; 3 4",
        "x;y;class\\n1;2;\"1.086\"\\n3;4,5;\"2.000\"\\n ! 1086,2000 ! 1 2; 3 4.5",
        // A broken number is none; nor is a column in the middle.
        "x,y,target\\n1,2,0.5\\n3,4,1\\n !  ! 1 2 0.5; 3 4 1",
        "x,class,y\\n1,2,0\\n3,4,1\\n !  ! 1 2 0; 3 4 1",
        "class\\n1\\n2\\n !  ! 1; 2"
      })
  void theLabelIsAnOuterColumnOfThatName(String text, String labels, String expected) {
    try (Samples samples = read(text)) {
      String found =
          samples
              .labels()
              .map(all -> String.join(",", Arrays.stream(all).mapToObj(String::valueOf).toList()))
              .orElse(null);
      assertThat(found).isEqualTo(labels);
      assertThat(values(samples)).isEqualTo(expected);
    }
  }

  @Test
  void aLabelWithALateBrokenNumberIsAFeature() {
    String rows = "x,target\n" + "1.5,3\n".repeat(200_000);
    Path file = Fixtures.write(folder.resolve("late.csv"), rows);
    try (Samples samples = Csv.read(file)) {
      assertThat(samples.features()).isEqualTo(1);
    }
    Fixtures.write(file, rows + "1.5,3.5\n");
    try (Samples samples = Csv.read(file)) {
      assertThat(samples.labels()).isEmpty();
      assertThat(samples.features()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, UTF-8", "UTF-16LE, UTF-16", "UTF-16BE, UTF-16"})
  void marksTellTheEncoding(String charset, String name) {
    byte[] text = "\ufeffx,\u0442\n1,2\n3,4\n".getBytes(Charset.forName(charset));
    try (Samples samples = Csv.read(Fixtures.write(folder.resolve("a.csv"), text))) {
      assertThat(samples.featureNames()).contains(List.of("x", "\u0442"));
      assertThat(samples.table().orElseThrow().encoding()).isEqualTo(name);
      assertThat(values(samples)).isEqualTo("1 2; 3 4");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y,\\n1,2,\\n3,4,\\n",
        "x,y\\n1,2,\\n3,4,\\n",
        "x,y,\\n1,2\\n3,4\\n",
        "x,y,,\\n1,2,,\\n3,4,,\\n",
        "x,y\\r1,2\\r3,4\\r",
        "x,y\\r\\n1,2\\r\\n\\r\\n3,4",
        "x, \"y\" \\n\"1\",2\\n3 , \"4\" \\n"
      })
  void emptyColumnsAtTheEndAndBlanksCountForNothing(String text) {
    try (Samples samples = read(text)) {
      assertThat(values(samples)).isEqualTo("1 2; 3 4");
      assertThat(samples.featureNames()).contains(List.of("x", "y"));
    }
  }

  @Test
  void decisionsAreToldWithTheirReasons() {
    Path file =
        Fixtures.write(
            folder.resolve("a.csv"), "id;when;n;species\n1;2024-01-01;3,5;b\n2;2024-01-02;4;a\n");
    try (Samples samples =
        Csv.read(file, TableOptions.standard().withDates(TableOptions.Dates.DAYS))) {
      TableDescription table = samples.table().orElseThrow();
      assertThat(table.decisions())
          .containsExactly(
              "encoding: UTF-8",
              "separator: semicolon, found",
              "header: yes, 'id' is a usual name",
              "numbers: with a decimal comma",
              "identifier: column 'id'",
              "label: column 'species'",
              "column 'when': dates, as days since 1970-01-01");
      assertThat(table.notes())
          .containsExactly(
              "column 'id' is taken as identifier, not as feature",
              "column 'species' is taken as label, not as feature");
      assertThat(table.toMap())
          .containsEntry("table_encoding", "UTF-8")
          .containsEntry("table_separator", "semicolon")
          .containsEntry("table_header", true)
          .containsEntry("table_decimal_comma", true)
          .containsEntry("table_rows_left_out", 0)
          .containsEntry("table_identifier", "id")
          .containsEntry("table_label", "species")
          .containsEntry("table_features", List.of("when", "n"));
    }
  }
}
