package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingProjectorTest {

  @TempDir Path folder;

  @Test
  void filesHoldPointsNamesAndImages() throws IOException {
    EmbeddingProjector.of("my \"code\"", new float[] {1, -2.5f, 1e-9f, 3}, 2)
        .labels("a\tb", "c")
        .images(new float[] {0, 1, 0.2f, 0.4f}, 1, 2, 1)
        .writeTo(folder.resolve("run"));

    Path run = folder.resolve("run");
    assertThat(run.resolve("tensors.tsv")).hasContent("1.0\t-2.5\n1.0E-9\t3.0\n");
    assertThat(run.resolve("metadata.tsv")).hasContent("label\tindex\na b\t0\nc\t1\n");
    assertThat(run.resolve("projector_config.pbtxt"))
        .hasContent(
            """
            embeddings {
              tensor_name: "my \\"code\\""
              tensor_shape: 2
              tensor_shape: 2
              tensor_path: "tensors.tsv"
              metadata_path: "metadata.tsv"
              sprite {
                image_path: "sprite.png"
                single_image_dim: 2
                single_image_dim: 1
              }
            }
            """);
    BufferedImage sprite = ImageIO.read(run.resolve("sprite.png").toFile());
    assertThat(sprite.getWidth()).isEqualTo(4);
    assertThat(sprite.getRaster().getPixels(0, 0, 4, 1, (int[]) null))
        .containsExactly(0, 255, 51, 102);
  }

  @Test
  void withoutLabelsPointsAreCalledByTheirNumberAndThereIsNoSprite() throws IOException {
    EmbeddingProjector.of("e", new float[] {1, 2}, 1).writeTo(folder);

    assertThat(folder.resolve("metadata.tsv")).hasContent("0\n1\n");
    assertThat(folder.resolve("sprite.png")).doesNotExist();
    assertThat(Files.readString(folder.resolve("projector_config.pbtxt"))).doesNotContain("sprite");
  }

  @Test
  void coloursKeepTheirChannels() {
    float[] pixels = {1, 0, 0, 0, 0, 1};
    BufferedImage sheet = new SpriteSheet(pixels, 1, 1, 3).image();
    assertThat(sheet.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(sheet.getRGB(1, 0)).isEqualTo(0xff0000ff);
  }

  @Test
  void imagesTooLargeForOneSheetAreMadeSmallerByTheMean() {
    int side = SpriteSheet.LONGEST_SIDE * 2;
    float[] wide = new float[side];
    for (int i = 0; i < side; i++) {
      wide[i] = i % 2;
    }
    SpriteSheet sheet = new SpriteSheet(wide, 1, side, 1);
    assertThat(sheet.cellWidth()).isEqualTo(SpriteSheet.LONGEST_SIDE);
    assertThat(sheet.cellHeight()).isEqualTo(1);
    assertThat(sheet.image().getRaster().getSample(77, 0, 0)).isEqualTo(128);
  }

  @Test
  void theEventFileIsOneRecordWithItsChecksums() {
    // As Python's TFRecordWriter writes Event(wall_time=0, file_version="brain.Event:2").
    String expected =
        "1800000000000000a37f4b220900000000000000001a0d62" + "7261696e2e4576656e743a32eedf28a3";
    assertThat(HexFormat.of().formatHex(EmptyEventFile.content())).isEqualTo(expected);
  }

  @Test
  void impossibleInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingProjector.of("e", new float[3], 2))
        .withMessage("rows must have a multiple of 2 values, but has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingProjector.of("e", new float[] {Float.NaN}, 1))
        .withMessage("rows must be finite, but [0] is NaN");
    EmbeddingProjector two = EmbeddingProjector.of("e", new float[2], 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.labels("one"))
        .withMessage("labels must have as many values as there are points, 2, but has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.images(new float[4], 2, 2, 1))
        .withMessage("images must have 8 values, 2 points x 2 x 2 x 1, but has 4");
  }
}
