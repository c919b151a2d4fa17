package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.CellReader.NumberStyle;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellReaderTest {

  private final CellReader point = new CellReader(NumberStyle.POINT);
  private final CellReader comma = new CellReader(NumberStyle.COMMA);

  /** Reads a cell in the midst of others. */
  private static Kind read(CellReader reader, String text) {
    char[] buffer = ("9," + text + ",9").toCharArray();
    return reader.read(buffer, 2, 2 + text.length());
  }

  @Test
  void numbersAreThoseOfJava() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(100_000) / 1000.0;
            default -> random.nextFloat();
          };
      String text = i % 3 == 0 ? String.format("%.20e", value) : Double.toString(value);
      assertThat(read(point, text)).isEqualTo(Kind.NUMBER);
      assertThat(point.value()).isEqualTo(Double.parseDouble(text));
      assertThat(read(comma, text.replace('.', ','))).isEqualTo(Kind.NUMBER);
      assertThat(comma.value()).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "+1.5",
        ".5",
        "5.",
        "1e5",
        "1E-5",
        "-.5e+3",
        "00012",
        "1e30",
        "-0.0",
        "0e999",
        "0.000000000000000000000000000012345",
        "123456789012345678901234567890",
        "1e-400"
      })
  void allFormsOfNumbersAreUnderstood(String text) {
    assertThat(read(point, text)).isEqualTo(Kind.NUMBER);
    assertThat(point.value()).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,086 | 1086",
        "-1,234,567.5 | -1234567.5",
        "12,000 | 12000",
        "1\u00a0086 | 1086",
        "1\u202f086.5 | 1086.5"
      })
  void thousandsMayBeSeparated(String text, double value) {
    assertThat(read(point, text)).isEqualTo(Kind.NUMBER);
    assertThat(point.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3,14 | 3.14",
        "1.086,5 | 1086.5",
        "1 086,5 | 1086.5",
        "-0,5 | -0.5",
        "1.086 | 1086"
      })
  void numbersMayHaveADecimalComma(String text, double value) {
    assertThat(read(comma, text)).isEqualTo(Kind.NUMBER);
    assertThat(comma.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "e5",
        "1e",
        "1e+",
        "1f",
        "1d",
        "0x1",
        "1 2",
        "1,5",
        "1_0",
        "--1",
        "nano",
        "1,0860",
        "0,123",
        "1,08",
        ",123",
        "1,,086",
        "12,34,567",
        "1.2.3",
        "infinite",
        "truth",
        "2024-13-01",
        "2024-02-30",
        "24-01-01",
        "2024/01/01",
        "10:00"
      })
  void otherTextsAreNone(String text) {
    assertThat(read(point, text)).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-inf", "+Infinity", "1e39", "-4e38", "1e400"})
  void whatFloatCannotHoldIsTooLarge(String text) {
    assertThat(read(point, text)).isEqualTo(Kind.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "NA", "N/A", "#N/A", "NaN", "nan", "-nan", "null", "NULL", "None", "<NA>", "NaT", "?",
        "1.#IND"
      })
  void wordsForNothingAreMissing(String text) {
    assertThat(read(point, text)).isEqualTo(Kind.MISSING);
  }

  @Test
  void aDashIsMissingOrNot() {
    assertThat(read(point, "-")).isEqualTo(Kind.DASH);
    assertThat(read(point, "--")).isEqualTo(Kind.TEXT);
  }

  @Test
  void truthsAreOneAndZero() {
    assertThat(read(point, "True")).isEqualTo(Kind.TRUTH);
    assertThat(point.value()).isEqualTo(1);
    assertThat(read(point, "FALSE")).isEqualTo(Kind.TRUTH);
    assertThat(point.value()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01, 0",
    "1969-12-31, -1",
    "2024-02-29, 19782",
    "2024-02, 19754",
    "2024-01-01T12:00, 19723.5",
    "2024-01-01 12:00:00, 19723.5",
    "2024-01-01T12:00:00.5, 19723.500005787037",
    "2024-01-01T12:00Z, 19723.5",
    "2024-01-01T12:00:00+02:00, 19723.416666666668",
    "2024-01-01T12:00:00-0530, 19723.729166666668",
    "2024-01-01T23:00:00-02, 19724.041666666668"
  })
  void datesAreDays(String text, double days) {
    assertThat(read(point, text)).isEqualTo(Kind.DATE);
    assertThat(point.value()).isCloseTo(days, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01T", "2024-01-01T24:00", "2024-01-01T12:60", "2024-01-01T12:00:61",
        "2024-01-01T12:00+", "2024-01-01T12:00+25:00", "2024-01-01T12:00:00.", "2024-01-01x",
        "2024-1-1", "2024-01-0", "2024-01-01T12:00 +1"
      })
  void whatOnlyLooksLikeADateIsText(String text) {
    assertThat(read(point, text)).isEqualTo(Kind.TEXT);
  }
}
