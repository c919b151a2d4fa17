package io.latent4j.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final PublishedFigure FIGURE =
      PublishedFigure.of("deep", "autoencoder --epochs 500 --batch 32", "loss", "0.1", "");

  private static Outcome outcome(Optional<String> failure, double... values) {
    return new Outcome(FIGURE, values, List.of(), 0, failure, "");
  }

  @Test
  void meanAndDeviationOfTheSeeds() {
    Outcome outcome = outcome(Optional.empty(), 1, 2, 4);

    assertThat(outcome.mean()).isCloseTo(7 / 3.0, within(1e-15));
    assertThat(outcome.deviation()).isCloseTo(Math.sqrt(7 / 3.0), within(1e-15));
    assertThat(outcome.ours()).isEqualTo("2.33333 +- 1.52753 (3 seeds)");
  }

  @Test
  void oneSeedHasNoDeviation() {
    assertThat(outcome(Optional.empty(), 0.25).ours()).isEqualTo("0.250000");
  }

  @Test
  void aFailureIsToldBesideWhatWentWell() {
    assertThat(outcome(Optional.of("disk full")).ours()).isEqualTo("failed: disk full");
    assertThat(outcome(Optional.of("disk full"), 2).ours()).isEqualTo("2.00000; failed: disk full");
  }

  @Test
  void epochsReplaceThePublishedNumber() {
    assertThat(FIGURE.command(OptionalInt.of(3)))
        .containsExactly("autoencoder", "--epochs", "3", "--batch", "32");
    assertThat(FIGURE.isChangedBy(OptionalInt.of(3))).isTrue();
    assertThat(FIGURE.isChangedBy(OptionalInt.of(500))).isFalse();
    assertThat(
            PublishedFigure.of("k", "kmeans --data iris", "inertia", "", "")
                .isChangedBy(OptionalInt.of(3)))
        .isFalse();
  }

  @Test
  void flagsOfDataAreForCommandsThatReadThem() {
    List<String> flags = List.of("--limit", "9", "--threads", "2", "--data-dir", "here");
    assertThat(FIGURE.flagsAmong(flags)).containsExactly("--threads", "2");
    assertThat(PublishedFigure.of("k", "kmeans --data iris", "inertia", "", "").flagsAmong(flags))
        .isEqualTo(flags);
  }
}
