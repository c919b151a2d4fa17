package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {

  @TempDir Path folder;

  private static Picture grey(double value) {
    return ImageGrid.of(1, 1).range(0, 1).gap(0).upscale(8).row(new float[] {(float) value});
  }

  @Test
  void showsItsFramesForSoLongOverAndOver() throws IOException {
    Path file = folder.resolve("below/film.gif");
    Film.of(120).lingering().frame(grey(0)).frame(grey(0.5)).frame(grey(1)).writeTo(file);

    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .startsWith("GIF89a")
        .contains("NETSCAPE2.0");
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(3);
      int[] greys = {0, 128, 255};
      String[] lasts = {"12", "12", "96"};
      for (int i = 0; i < 3; i++) {
        BufferedImage image = reader.read(i);
        int centre = image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xff;
        assertThat(centre).isBetween(greys[i] - 2, greys[i] + 2);
        IIOMetadataNode root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        assertThat(control.getAttribute("delayTime")).isEqualTo(lasts[i]);
      }
    } finally {
      reader.dispose();
    }
  }

  @Test
  void needsFramesAndTime() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Film.of(100).writeTo(folder.resolve("film.gif")))
        .withMessage("a film needs a frame before it can be written");
    assertThatIllegalArgumentException().isThrownBy(() -> Film.of(19));
    Picture wider = ImageGrid.of(1, 2).range(0, 1).gap(0).upscale(8).row(new float[2]);
    Film begun = Film.of(100).frame(grey(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> begun.frame(wider))
        .withMessageContaining("width");
  }
}
