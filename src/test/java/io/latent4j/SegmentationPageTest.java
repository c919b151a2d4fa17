package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/customer-segmentation.md compile, run, and do what the page says. */
class SegmentationPageTest {

  private static final double[][] SEGMENTS = {
    {23, 25, 20, 10}, {42, 12, 140, 20}, {61, 2, 45, 200},
  };
  private static final double[] SPREAD = {3, 3, 8, 6};

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    StringBuilder csv = new StringBuilder("age,orders_a_year,basket,days_since_last\n");
    Random random = new Random(5);
    for (int i = 0; i < 360; i++) {
      for (int column = 0; column < 4; column++) {
        double value = SEGMENTS[i % 3][column] + SPREAD[column] * random.nextGaussian();
        csv.append(String.format(Locale.ROOT, column == 3 ? "%.2f%n" : "%.2f,", value));
      }
    }
    write(csv.toString());
    return new MarkdownExamples(Path.of("docs", "customer-segmentation.md"), folder).run(marker);
  }

  private void write(String csv) throws IOException {
    Files.writeString(folder.resolve("customers.csv"), csv);
  }

  @Test
  void segments() throws Exception {
    assertThat(run("ElbowCurve").lines())
        .hasSize(5)
        .startsWith("knee at 3")
        .anyMatch(
            line ->
                line.matches(
                    "segment of 120 customers: low age \\(2[23]\\) high orders_a_year \\(2[45]\\)"
                        + " low basket \\((19|20|21)\\).*"))
        .anyMatch(line -> line.matches(".* high basket \\(1[34]\\d\\).*"))
        .anyMatch(line -> line.matches(".* high days_since_last \\((199|20\\d)\\)"));
  }

  @Test
  void shares() throws Exception {
    assertThat(run("FuzzyCMeansModel")).matches("3 shares, partition coefficient 0\\.9\\R");
  }
}
