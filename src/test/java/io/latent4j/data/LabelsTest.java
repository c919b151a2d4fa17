package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
