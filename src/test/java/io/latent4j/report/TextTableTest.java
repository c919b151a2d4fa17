package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

  @Test
  void numbersAreAlignedRightAndWordsLeft() {
    TextTable table =
        TextTable.columns("part", "figure", "value", "n")
            .row("pca", "reconstruction_mse", 0.0123456789, 1797)
            .row("kmeans", "nmi", 0.75f, 60000L)
            .row("x", null, null, 5);

    assertThat(table)
        .hasToString(
            """
            part    figure                  value      n
            ------  ------------------  ---------  -----
            pca     reconstruction_mse  0.0123457   1797
            kmeans  nmi                      0.75  60000
            x                                          5
            """);
  }

  @Test
  void aColumnWithAWordIsAlignedLeft() {
    assertThat(TextTable.columns("value", "x").row(1, "a").row("many", "b"))
        .hasToString("value  x\n-----  -\n1      a\nmany   b\n");
  }

  @Test
  void cellsStayOnTheirLine() {
    assertThat(TextTable.columns("a").row("two\nlines\there"))
        .hasToString("a\n--------------\ntwo lines here\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-0.0, 0",
    "123456.789, 123457",
    "12345678.9, 12345679",
    "1e9, 1e9",
    "1234567890123.0, 1.23457e12",
    "1e-5, 0.00001",
    "1.23456789e-6, 1.23457e-6",
    "999999.9, 1000000",
    "-2.5, -2.5",
    "NaN, NaN",
    "Infinity, Infinity",
    "100, 100"
  })
  void doublesHaveSixDigits(double value, String shown) {
    assertThat(Numbers.show(value)).isEqualTo(shown);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    assertThatThrownBy(TextTable::columns).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextTable.columns("a", "b").row(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cells must have as many values as there are columns, 2, but has 1");
  }
}
