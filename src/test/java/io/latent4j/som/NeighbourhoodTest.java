package io.latent4j.som;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourhoodTest {

  @ParameterizedTest
  @EnumSource
  void theWinnerItselfIsMovedFully(Neighbourhood neighbourhood) {
    assertThat(neighbourhood.at(0, 3)).isEqualTo(1);
    assertThat(neighbourhood.at(0, 1e-200)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftFarBeyondTheRadius(Neighbourhood neighbourhood) {
    assertThat(neighbourhood.at(1, 1e-200)).isZero();
    assertThat(neighbourhood.at(1e30, 1e-300)).isZero();
  }

  @Test
  void strengthsAtTheRadiusAreThoseOfTheFormulas() {
    assertThat(Neighbourhood.GAUSSIAN.at(3, 3)).isCloseTo(Math.exp(-1), within(1e-15));
    assertThat(Neighbourhood.MEXICAN_HAT.at(3, 3)).isZero();
    assertThat(Neighbourhood.BUBBLE.at(3, 3)).isEqualTo(1);
    assertThat(Neighbourhood.TRIANGLE.at(3, 3)).isZero();
  }

  @Test
  void strengthsInsideAndOutsideAreThoseOfTheFormulas() {
    assertThat(Neighbourhood.GAUSSIAN.at(1, 2)).isCloseTo(Math.exp(-0.25), within(1e-15));
    assertThat(Neighbourhood.MEXICAN_HAT.at(1, 2)).isCloseTo(0.75 * Math.exp(-0.25), within(1e-15));
    assertThat(Neighbourhood.MEXICAN_HAT.at(4, 2)).isCloseTo(-3 * Math.exp(-4), within(1e-15));
    assertThat(Neighbourhood.BUBBLE.at(2.001, 2)).isZero();
    assertThat(Neighbourhood.TRIANGLE.at(0.5, 2)).isEqualTo(0.75);
    assertThat(Neighbourhood.TRIANGLE.at(2.5, 2)).isZero();
  }

  @Test
  void whatTheMexicanHatPushesAwayEqualsWhatItPullsOverThePlane() {
    double volume = 0;
    for (double d = 0.005; d < 20; d += 0.01) {
      volume += 2 * Math.PI * d * Neighbourhood.MEXICAN_HAT.at(d, 2) * 0.01;
    }
    assertThat(volume).isCloseTo(0, within(1e-4));
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(Neighbourhood.values())
        .extracting(Neighbourhood::toString)
        .containsExactly("gaussian", "mexican-hat", "bubble", "triangle");
  }
}
