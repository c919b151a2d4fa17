package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+1.5", ".5", "5.", "1e5", "1E-5", "-.5e+3", "00012", "1e30"})
  void numbersAreWhatJavaMakesOfThem(String text) {
    assertThat(Decimal.isNumber(text)).isTrue();
    assertThat((float) Decimal.toDouble(text)).isEqualTo(Float.parseFloat(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-inf", "Infinity", "+INF", "1e39"})
  void whatIsNotFiniteIsANumberToBeRefused(String text) {
    assertThat(Decimal.isNumber(text)).isTrue();
    assertThat(Decimal.toDouble(text)).isNaN();
    assertThat(Decimal.toInt(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "e5", "1e", "1e+", "1f", "1d", "0x1", "1 2", "1,5", "1_0", "--1", "nano"
      })
  void otherTextIsNoNumber(String text) {
    assertThat(Decimal.isNumber(text)).isFalse();
    assertThat(Decimal.toInt(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.0", "+3", "3.", "0.3e1"})
  void integersMayBeWrittenWithAPoint(String text) {
    assertThat(Decimal.toInt(text)).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649", "0.5", "1e300"})
  void otherNumbersAreNoIntegers(String text) {
    assertThat(Decimal.toInt(text)).isEmpty();
  }
}
