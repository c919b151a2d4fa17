package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class CsvTest {

  @TempDir Path folder;

  private Samples read(String text) {
    return Csv.read(Fixtures.write(folder.resolve("a.csv"), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2\n3,4\n",
        "1,2\n3,4",
        "1,2\r\n3,4\r\n",
        "a,b\n1,2\n3,4\n",
        "\ufeffa,b\n1,2\n3,4\n",
        "\ufeff1,2\n3,4\n",
        "\ufeff\"a\",\"b\"\n1,2\n3,4\n",
        "\"1\",\"2\"\n\"3\", 4 \n",
        "\n1,2\n\n3,4\n\n",
        "1.0,2e0\n+3.,.4E1\n"
      })
  void numbersAreReadInWhateverDress(String text) {
    try (Samples samples = read(text)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 2));
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(samples.labels()).isEmpty();
      assertThat(samples.name()).isEqualTo("a.csv");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,b\n3,4,a\n",
        "x,y,species\n1,2,b\n3,4,a\n",
        "x,LABEL,y\n1,b,2\n3, a ,4\n",
        "Label,1,2\nb,1,2\na,3,4\n",
        "x,y,\"the \"\"kind\"\"\"\n1,2,\"b\"\n3,4,\"a \"\n"
      })
  void theLabelIsTheColumnOfThatNameOrTheLastThatIsNotNumeric(String text) {
    try (Samples samples = read(text)) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(samples.labels().orElseThrow()).containsExactly(1, 0);
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("a", "b"));
    }
  }

  @Test
  void quotedLabelsMayHoldCommasAndLineBreaks() {
    try (Samples samples = read("1,\"b, or\nc\"\n2,\"a\"\n")) {
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("a", "b, or\nc"));
    }
  }

  @Test
  void integerLabelsAreKept() {
    try (Samples samples = read("label,x\n7,1\n-2,2\n")) {
      assertThat(samples.labels().orElseThrow()).containsExactly(7, -2);
      assertThat(samples.features()).isEqualTo(1);
    }
  }

  @Test
  void packedTablesAreRead() {
    Path file =
        Fixtures.write(
            folder.resolve("a.csv.gz"),
            Fixtures.gzip("x\n1\n2\n".getBytes(StandardCharsets.UTF_8)));
    try (Samples samples = Csv.read(file)) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void longTablesAreReadInBlocksWithoutLoss() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(',').append(i + 0.5f).append(',').append(-i).append('\n');
    }
    try (Samples samples = read(text.toString())) {
      assertThat(samples.count()).isEqualTo(100_000);
      for (int i = 0; i < 100_000; i += 9_999) {
        assertThat(samples.row(i)).containsExactly(i, i + 0.5f, -i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1,2\\n3,x\\n | line 2, column 1 (from 0): expected a number, found 'x' (--categories one-hot, ordinal or drop)",
        "a,b\\n1,2\\n3,x\\n | line 3, column 'b': expected a number, found 'x' (--categories",
        "1,2\\n\\n3,\\n | line 3, column 1 (from 0): expected a number, found an empty cell (--missing drop, mean, median or a number)",
        "1,x,2\\n | line 1, column 1 (from 0): expected a number, found 'x' (--categories one-hot, ordinal or drop, --header yes)",
        "n,x\\na,1\\nb,2\\n | line 2, column 'n': expected a number, found 'a', the first of 2 such cells (--categories one-hot, ordinal or drop, --id n)",
        "1,2\\n1,2d\\n | line 2, column 1 (from 0): expected a number, found '2d'",
        "1,2\\n1,nan\\n | line 2, column 1 (from 0): expected a number, found 'nan' (--missing",
        "-Infinity,2\\n | line 1, column 0 (from 0): expected a finite number that float32 can hold, found '-Infinity' (--drop 0)",
        "1,1e39\\n | line 1, column 1 (from 0): expected a finite number that float32 can hold, found '1e39'",
        "1,2\\n3\\n | line 2: expected 2 cells, as in line 1, found 1 cell (--missing drop, mean, median or a number)",
        "1,2\\n3,4,5\\n | line 2: expected 2 cells, as in line 1, found 3 cells",
        "a,b,c\\n3,4,5\\n6,7,8,9\\n | line 3: expected 3 cells, as in line 1, found 4 cells",
        "label,x\\n,1\\n | line 2, column 'label': expected a label, found an empty cell (--missing drop)",
        "x,y\\n1,\\n2,NA\\n | line 2, column 'y': expected a number, found an empty cell, the first of 2 such cells (--drop y)",
        "x,d\\n1,2024-01-01\\n2,3\\n4,5\\n | line 2, column 'd': expected a number, found '2024-01-01' (--categories",
        "d,x\\n2024-01-01,3\\n2024-01-02,5\\n | line 2, column 'd': expected a number, found '2024-01-01', the first of 2 such cells (--dates days)",
        "label,Label,x\\n1,2,3\\n | line 1: expected one column named label, found 2, with the numbers [0, 1] from 0 (--label NUMBER)",
        "a,b\\n | expected at least one row with a number, found no row",
        "` ` | expected at least one row with a number, found no row",
        "# only a remark\\n | expected at least one row with a number, found no row",
        "label\\n1\\n | expected at least one feature, found no column but the label",
        "id,label\\n1,2\\n | expected at least one feature, found no column but the label",
        "1,\"2\\n | line 1: expected cells between separators, quotes closed, found Unclosed quoted field at end of input",
        "1,\"2\"3\\n | line 1: expected cells between separators, quotes closed, found Unexpected character after closing quote: '3' (0x33)",
        "1,2\\n3,\\0\\n | line 2: expected a table in text (UTF-8, UTF-16 with its mark, Latin-1), found a byte 0"
      })
  void whatIsWrongIsNamedWithLineAndColumnAndWhatHelps(String escaped, String message) {
    String text = escaped.replace("\\n", "\n").replace("\\0", "\0");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(folder.resolve("a.csv") + ": " + message);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    x,city,date,y
                    1,Rome,2024-01-01,2
                    2,Paris,2024-01-02,abc
                    3,Rome,2024-01-03,
                    4,Rome,2024-01-03,inf
                    5,5
                    """))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            folder.resolve("a.csv")
                + ": expected a number in each cell of each feature, found 6 troubles:"
                + " line 2, column 'city': 'Rome', the first of 4 such cells"
                + " (--categories one-hot, ordinal or drop);"
                + " line 2, column 'date': '2024-01-01', the first of 4 such cells (--dates days);"
                + " line 3, column 'y': 'abc' (--categories one-hot, ordinal or drop);"
                + " line 4, column 'y': an empty cell (--missing drop, mean, median or a number);"
                + " line 5, column 'y': 'inf' (--drop y);"
                + " line 6: 2 cells instead of 4 cells, as in line 1"
                + " (--missing drop, mean, median or a number)");
  }

  @Test
  void manyTroublesAreCounted() {
    String header = "a,b,c,d,e,f,g,h,i,j\n";
    assertThatThrownBy(() -> read(header + "u,v,w,x,y,z,t,s,r,1\n" + "1,1,1,1,1,1,1,1,1,1\n"))
        .hasMessageContaining("found 9 troubles: line 2, column 'a': 'u' (")
        .hasMessageEndingWith("; and 3 more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2d\n2,1\n3,d\n", "1,0x10\n2,a\n", "1,1f\n2,2f\n"})
  void whatOnlyJavaTakesForNumbersIsALabel(String text) {
    try (Samples samples = read(text)) {
      assertThat(samples.features()).isEqualTo(1);
      assertThat(samples.namedLabels().orElseThrow().names().orElseThrow())
          .hasSize(samples.count());
    }
  }

  @Test
  void whatIsNotUtf8IsLatin1AndSaid() {
    Path file =
        Fixtures.write(
            folder.resolve("latin.csv"),
            "1,K\u00f6ln\n2,Rom\n".getBytes(StandardCharsets.ISO_8859_1));
    List<String> notes = new ArrayList<>();
    try (Samples samples = Csv.read(file, TableOptions.standard().withNotes(notes::add))) {
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("K\u00f6ln", "Rom"));
      assertThat(samples.table().orElseThrow().encoding()).isEqualTo("Latin-1");
    }
    assertThat(notes)
        .containsExactly(
            file + ": is not UTF-8 and read as Latin-1",
            file + ": column 1 (from 0) is taken as label, not as feature");
  }

  @Test
  void aByteThatIsNotUtf8MayComeLate() {
    byte[] start = "x,city,y\n".getBytes(StandardCharsets.UTF_8);
    byte[] rows = "1,Rome,2\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    byte[] end = "3,K\u00f6ln,4\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + rows.length + end.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(rows, 0, all, start.length, rows.length);
    System.arraycopy(end, 0, all, start.length + rows.length, end.length);
    Path file = Fixtures.write(folder.resolve("late.csv"), all);
    TableOptions ordinal = TableOptions.standard().withCategories(TableOptions.Categories.ORDINAL);
    try (Samples samples = Csv.read(file, ordinal)) {
      assertThat(samples.count()).isEqualTo(200_001);
      assertThat(samples.row(200_000)).containsExactly(3, 0, 4);
      assertThat(samples.table().orElseThrow().encoding()).isEqualTo("Latin-1");
    }
  }

  @Test
  void otherBytesThanTheMarkSaysAreRefused() {
    byte[] text = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '1', ',', (byte) 0xff, '\n'};
    Path file = Fixtures.write(folder.resolve("mark.csv"), text);
    assertThatThrownBy(() -> Csv.read(file))
        .isInstanceOf(DataFileException.class)
        .hasMessage(file + ": expected text in UTF-8, as its mark says, found bytes that are none");
  }

  @Test
  void messagesStayOnOneShortLine() {
    assertThatThrownBy(() -> read("1,2\n1,\"" + "y\n\t".repeat(100) + "\"\n"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(300));
  }
}
