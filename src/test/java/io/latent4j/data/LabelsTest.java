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

class LabelsTest {

  @TempDir Path folder;

  @Test
  void textsAreNumberedInSortedOrder() {
    Labels labels = Labels.ofTexts(List.of("setosa ", "virginica", "setosa", " Versicolor"));
    assertThat(labels.values()).containsExactly(1, 2, 1, 0);
    assertThat(labels.names()).contains(List.of("Versicolor", "setosa", "virginica"));
    assertThat(labels.name(2)).isEqualTo("virginica");
    assertThat(labels.name(3)).isEqualTo("3");
    assertThat(labels.distinct()).isEqualTo(3);
    assertThat(labels).hasToString("4 labels: Versicolor, setosa, virginica");
  }

  @Test
  void integersAreKept() {
    Labels labels = Labels.ofTexts(List.of("10", "-3", "2.0"));
    assertThat(labels.values()).containsExactly(10, -3, 2);
    assertThat(labels.names()).isEmpty();
  }

  @Test
  void numbersThatAreNoIntegersAreTexts() {
    assertThat(Labels.ofTexts(List.of("1.5", "1", "3000000000")).names())
        .contains(List.of("1", "1.5", "3000000000"));
  }

  @Test
  void longNumbersAreNumberedInOrder() {
    Labels labels = Labels.read(Fixtures.resource("big_labels.npy"));
    assertThat(labels.values()).containsExactly(2, 1, 2, 0);
    assertThat(labels.names()).contains(List.of("-1", "7", "1099511627776"));
  }

  @Test
  void namesMustCoverTheLabels() {
    assertThatThrownBy(() -> Labels.of(new int[] {0, 2}, List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels with names must be from 0 to 1, but label 1 is 2");
    assertThatThrownBy(Labels::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyKindOfFileIsRead() throws Exception {
    Path npy = folder.resolve("labels.npy");
    Npy.write(npy, new int[] {3, 1, 2}, 3);
    assertThat(Labels.read(npy)).isEqualTo(Labels.of(3, 1, 2));
    Npy.write(npy, new float[] {3, 1, 2}, 3, 1);
    assertThat(Labels.read(npy)).isEqualTo(Labels.of(3, 1, 2));
    Path idx = folder.resolve("labels-idx1-ubyte");
    Fixtures.write(idx, Fixtures.idx(8, new int[] {3}, new byte[] {3, 1, (byte) 200}));
    assertThat(Labels.read(idx)).isEqualTo(Labels.of(3, 1, 200));
    assertThat(csv("3\n1\n2\n")).isEqualTo(Labels.of(3, 1, 2));
    assertThat(csv("digit\n3\n1\n2\n")).isEqualTo(Labels.of(3, 1, 2));
    assertThat(csv("Label\nb\na\n")).isEqualTo(Labels.of(new int[] {1, 0}, List.of("a", "b")));
    assertThat(csv("b\na\n")).isEqualTo(Labels.of(new int[] {1, 0}, List.of("a", "b")));
  }

  private Labels csv(String text) {
    return Labels.read(Fixtures.write(folder.resolve("labels.csv"), text));
  }

  @Test
  void whatHoldsNoLabelsIsRefused() throws Exception {
    Path npy = folder.resolve("labels.npy");
    Npy.write(npy, new float[] {1, 2.5f}, 2);
    assertThatThrownBy(() -> Labels.read(npy))
        .isInstanceOf(DataFileException.class)
        .hasMessage(npy + ": row 1 (from 0): expected an integer label, found 2.5");
    Npy.write(npy, new int[6], 3, 2);
    assertThatThrownBy(() -> Labels.read(npy))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining(
            "expected labels, one for each sample, found an array of shape [3, 2]");
    assertThatThrownBy(() -> csv("1,2\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("expected one column of labels, found 2 columns");
    assertThatThrownBy(() -> csv("\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("expected at least one label, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "species,b,b,a,a,c,c ! 6 ! yes, 'species' is a usual name",
        "cluster,x,y,x,y,z,z ! 6 ! yes, 'cluster' occurs only in the first line while others repeat",
        "b,b,a,a ! 4 ! no, 'b' occurs again",
        "b,a ! 2 ! no, no line repeats",
        "kind,3,1,3 ! 3 ! yes, 'kind' differs in kind from what is below",
        "0,b,b,a ! 3 ! yes, '0' differs in kind from what is below",
        "0,0,1,1 ! 4 ! no, the first line is like those below",
        "\"2019\",1,2 ! 2 ! yes, the first line is in quotes and the numbers below are not",
        "\"\",a,b ! 2 ! yes, the first line is empty",
        "# of the experts,,kind,b,b,a ! 3 ! yes, 'kind' occurs only in the first line while others repeat"
      })
  void theHeaderOfLabelsDiffersOrOccursOnlyOnce(String lines, int count, String decision) {
    Path file = Fixtures.write(folder.resolve("l.csv"), lines.replace(',', '\n'));
    assertThat(Labels.read(file).size()).isEqualTo(count);
    LabelPair same = LabelPair.read(file, file);
    assertThat(same.decisions()).containsOnly(file + ": header: " + decision);
  }

  @Test
  void theNumberOfLabelsTellsAHeader() {
    Path file = Fixtures.write(folder.resolve("l.csv"), "b\na\na\nc\nc\n");
    assertThat(Labels.read(file, 5).size()).isEqualTo(5);
    assertThat(Labels.read(file, 4).size()).isEqualTo(4);
    assertThat(Labels.read(file, 9).size()).isEqualTo(4);
    Fixtures.write(file, "0\n0\n1\n");
    assertThat(Labels.read(file, 2)).isEqualTo(Labels.of(0, 1));
    assertThat(Labels.read(file, 3)).isEqualTo(Labels.of(0, 0, 1));
    Fixtures.write(file, "7\n0\n1\n");
    assertThat(Labels.read(file, 2)).isEqualTo(Labels.of(7, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",species\n0,b\n1,b\n2,a\n",
        "id;kind\r\n7;b\r\n8;b\r\n9;a\r\n",
        "Unnamed: 0\tx\nu\tb\nv\tb\nw\ta\n",
        "\"x\"\n\"b\"\n\"b\"\n\"a\"\n",
        "x,\nb,\nb,\na,\n"
      })
  void anIdentifierAndEmptyCellsMayStandBesideLabels(String text) {
    assertThat(Labels.read(Fixtures.write(folder.resolve("l.txt"), text)))
        .isEqualTo(Labels.of(new int[] {1, 1, 0}, List.of("a", "b")));
  }

  @Test
  void textsOfLabelsMayHaveSpaces() {
    assertThat(csv("New York\nSan Marino\nNew York\n").names())
        .contains(List.of("New York", "San Marino"));
    assertThat(csv("class 1\nclass 2\nclass 1\n").distinct()).isEqualTo(2);
    assertThat(csv("NA\n?\nNA\n").names()).contains(List.of("?", "NA"));
  }

  @Test
  void numbersOfLabelsMayBeWrittenInAnyWay() {
    assertThat(csv("1.0\n2.0\n1.0\n")).isEqualTo(Labels.of(1, 2, 1));
    assertThat(csv("\"1,086\"\n\"2,000\"\n")).isEqualTo(Labels.of(1086, 2000));
    assertThat(csv("10.5\n9.5\n").names()).contains(List.of("9.5", "10.5"));
  }

  @Test
  void labelsAreUtf8OrElseLatin1() {
    Path file =
        Fixtures.write(
            folder.resolve("l.csv"), "K\u00f6ln\nRom\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Labels.read(file).names()).contains(List.of("K\u00f6ln", "Rom"));
  }

  @Test
  void whatIsWrongWithLabelsIsNamed() {
    assertThatThrownBy(() -> csv("a\n\"\"\nb\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("line 2: expected a label, found an empty cell");
    assertThatThrownBy(() -> csv("x,y\n1,2\n3,4\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("line 1: expected one column of labels, found 2 columns");
    assertThatThrownBy(() -> csv("id,y\n1,2\n3\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("line 3: expected 2 cells, as in line 1, found 1");
    assertThatThrownBy(() -> csv("label\n"))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("expected at least one label, found none");
  }
}
