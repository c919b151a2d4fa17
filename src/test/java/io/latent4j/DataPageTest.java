package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/data.md compile, run, and do what the page says. */
class DataPageTest {

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "data.md"), folder).run(marker);
  }

  @Test
  void sources() throws Exception {
    Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n3,4\n");

    assertThat(run("blobs:n=500")).isEqualTo("[1797, 8, 8] [500, 2] [2, 2]%n".formatted());
  }

  @Test
  void tables() throws Exception {
    Files.writeString(
        folder.resolve("customers.csv"), "customer_id;age;visits\nc7;31,5;2\nc9;42;3\n");

    assertThat(run("customers.csv"))
        .isEqualTo(
            "[age, visits] of [c7, c9]%nsemicolon, header: yes, 'age' differs in kind from what is below%n"
                .formatted());
  }

  @Test
  void tablesLikeOthers() throws Exception {
    Files.writeString(
        folder.resolve("training.csv"),
        "since,city,age\n2024-01-01,Rome,30\n2024-01-02,Oslo,40\n2024-01-03,Rome,\n");
    Files.writeString(folder.resolve("test.csv"), "city,age,since\nRome,?,2024-01-04\n");

    assertThat(run("withLike"))
        .isEqualTo("[since, city_Oslo, city_Rome, age]%n35.0 years, 1 notes%n".formatted());
  }

  @Test
  void numbersFarFromZero() throws Exception {
    assertThat(run("FeatureSpread.notes").lines().toList())
        .satisfiesExactly(
            outweighs -> assertThat(outweighs).contains("has 99.99 % of the variance of all"),
            coarse -> assertThat(coarse).contains("float32 has steps of 128"),
            // (3 - 114.33) / 102.29, the mean and the deviation of 3, 250 and 90.
            scaled -> assertThat(scaled).startsWith("samples: 3x2 float64 -1.088"));
  }

  @Test
  void downloads() throws Exception {
    assertThat(run("withMirror")).startsWith("no such file (the folder is set by --data-dir");
  }

  @Test
  void images() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    ImageIO.write(
        new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB),
        "png",
        photos.resolve("a.png").toFile());
    Files.writeString(photos.resolve("b.jpg"), "damaged");

    assertThat(run("skippingUnreadable")).isEqualTo("[1, 12, 16, 1], left out 1%n".formatted());
  }

  @Test
  void streams() throws Exception {
    writePlane(folder.resolve("huge.npy"));

    // The variance, which a constant would leave, is 1.
    assertThat(figure(run("StreamedSamples.open"), "streamed ")).isLessThan(0.5);
  }

  @Test
  void principalComponentsByBatches() throws Exception {
    writePlane(folder.resolve("huge.npy"));

    // The plane has two directions of about the same variance.
    assertThat(figure(run("IncrementalPca"), "explained ")).isBetween(50.0, 60.0);
  }

  /** Points of a plane in six dimensions, which two units can code. */
  private static void writePlane(Path file) throws IOException {
    Random random = new Random(1);
    float[] values = new float[400 * 6];
    for (int row = 0; row < 400; row++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      for (int i = 0; i < 6; i++) {
        values[row * 6 + i] = i % 2 == 0 ? a : b;
      }
    }
    Npy.write(file, values, 400, 6);
  }

  @Test
  void batchesFromAnywhere() throws Exception {
    assertThat(figure(run("BatchSource"), "drawn ")).isLessThan(0.5);
  }

  @Test
  void augmentation() throws Exception {
    assertThat(run("RandomFlip")).isEqualTo("[4, 8, 8, 1] true%n".formatted());
  }

  private static double figure(String printed, String before) {
    assertThat(printed).startsWith(before);
    return Double.parseDouble(printed.substring(before.length()).replace("%", "").strip());
  }
}
