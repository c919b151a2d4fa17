package io.latent4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is seen of a download. */
class DownloadsTest {

  private static final String ADDRESS = "http://host/images.gz";

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  private Downloads downloads(boolean terminal) {
    PrintStream err = new PrintStream(seen, true, StandardCharsets.UTF_8);
    return new Downloads(new Host(err, err, terminal, () -> 80, Interruption.never(), () -> {}));
  }

  private String seen() {
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalShowsABarWithShareAndRate() {
    try (Downloads downloads = downloads(true)) {
      downloads.progress(ADDRESS, 0, OptionalLong.of(20_000_000));
      downloads.progress(ADDRESS, 20_000_000, OptionalLong.of(20_000_000));
    }
    assertThat(seen()).contains("images.gz", "100%", "20/20 MB");
  }

  @Test
  void elsewhereALineIsPrintedAtStartAndEnd() {
    try (Downloads downloads = downloads(false)) {
      downloads.progress(ADDRESS, 0, OptionalLong.of(20_000_000));
      downloads.progress(ADDRESS, 10_000_000, OptionalLong.of(20_000_000));
      downloads.progress(ADDRESS, 20_000_000, OptionalLong.of(20_000_000));
      // The server asked again for what is complete: nothing new.
      downloads.progress(ADDRESS, 20_000_000, OptionalLong.of(20_000_000));
    }
    assertThat(seen().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("downloading " + ADDRESS + ", 20.0 MB"),
            line -> assertThat(line).matches("downloaded images.gz: 20.0 MB in \\d+\\.\\d s"));
  }

  @Test
  void whatIsResumedAndWhatIsOfUnknownLengthIsToldSo() {
    try (Downloads downloads = downloads(false)) {
      downloads.progress(ADDRESS, 5_000_000, OptionalLong.of(20_000_000));
      downloads.progress("http://host/labels.gz", 0, OptionalLong.empty());
      downloads.progress("http://host/labels.gz", 1000, OptionalLong.empty());
    }
    assertThat(seen().lines())
        .containsExactly(
            "downloading " + ADDRESS + ", 20.0 MB, of which 5.0 MB are there",
            "downloading http://host/labels.gz");
  }
}
