package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceReaderTest {

  private static String read(String text, int buffer) throws IOException {
    StringWriter all = new StringWriter();
    char[] chars = new char[buffer];
    try (Reader reader = new SpaceReader(new StringReader(text))) {
      for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
        all.write(chars, 0, count);
      }
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a b|a b",
        "  a \\t  b  \\n  c d \\r\\n|a b\\nc d\\r\\n",
        "\"a  b\"   c|\"a  b\" c",
        "\"a \"\"  b\"   c|\"a \"\"  b\" c",
        "5\"   6|5\" 6",
        "\"a\\n  b\"  c|\"a\\n  b\" c",
        "\\n   \\n a|\\n\\na"
      })
  void columnsHaveOneSpaceBetweenThem(String text, String expected) throws IOException {
    String plain = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    String wanted = expected.replace("\\n", "\n").replace("\\r", "\r");
    for (int buffer = 1; buffer < 9; buffer++) {
      assertThat(read(plain, buffer)).isEqualTo(wanted);
    }
  }

  @Test
  void longTextsAreReadInParts() throws IOException {
    assertThat(read("1    2\n".repeat(10_000), 100)).isEqualTo("1 2\n".repeat(10_000));
  }
}
