package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
  void aNumericLastColumnIsAFeature() {
    try (Samples samples = read("x,y,class\n1,2,0\n3,4,1\n")) {
      assertThat(samples.features()).isEqualTo(3);
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
        "1,2\\n3,x\\n | line 2, column 2: expected a number, found 'x'",
        "a,b\\n1,2\\n3,x\\n | line 3, column 2 (b): expected a number, found 'x'",
        "1,2\\n\\n3,\\n | line 3, column 2: expected a number, found an empty cell",
        "1,x,2\\n | line 1, column 2: expected a number, found 'x'",
        "1,2\\n1,2d\\n | line 2, column 2: expected a number, found '2d'",
        "1,2\\n1,nan\\n | line 2, column 2: expected a finite number that float32 can hold, found 'nan'",
        "-Infinity,2\\n | line 1, column 1: expected a finite number that float32 can hold, found '-Infinity'",
        "1,1e39\\n | line 1, column 2: expected a finite number that float32 can hold, found '1e39'",
        "1,2\\n3\\n | line 2: expected 2 cells, as in line 1, found 1",
        "a,b\\n3,4,5\\n | line 2: expected 2 cells, as in line 1, found 3",
        "label,x\\n,1\\n | line 2, column 1 (label): expected a label, found an empty cell",
        "label,Label,x\\n1,2,3\\n | line 1, column 2 (Label): expected one column named label, found another",
        "a,b\\n | expected at least one row with a number, found no row",
        "` ` | expected at least one row with a number, found no row",
        "label\\n1\\n | expected at least one row with a number, found no column but the label",
        "1,\"2\\n | line 1: expected CSV",
        "1,\"2\"3\\n | line 1: expected CSV"
      })
  void whatIsWrongIsNamedWithLineAndColumn(String escaped, String message) {
    String text = escaped.replace("\\n", "\n");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(folder.resolve("a.csv") + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2d\n2,1\n", "1,0x10\n2,a\n", "1,1f\n2,2f\n"})
  void whatOnlyJavaTakesForNumbersIsALabel(String text) {
    try (Samples samples = read(text)) {
      assertThat(samples.features()).isEqualTo(1);
      assertThat(samples.namedLabels().orElseThrow().names().orElseThrow()).hasSize(2);
    }
  }

  @Test
  void otherEncodingsAreRefused() {
    Path file =
        Fixtures.write(
            folder.resolve("latin.csv"), "1,K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Csv.read(file))
        .isInstanceOf(DataFileException.class)
        .hasMessage(file + ": after line 0: expected text in UTF-8, found bytes that are none");
  }

  @Test
  void messagesStayOnOneShortLine() {
    assertThatThrownBy(() -> read("1,2\n1,\"" + "y\n\t".repeat(100) + "\"\n"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(300));
  }
}
