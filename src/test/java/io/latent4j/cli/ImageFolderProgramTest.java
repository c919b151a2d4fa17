package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** A folder of images as the data of a command. */
class ImageFolderProgramTest {

  private static final int COUNT = 24;

  @TempDir Path folder;

  /** Discs on the left, red, and on the right, blue; one more that is no image. */
  @BeforeEach
  void paint() throws IOException {
    Path images = Files.createDirectory(folder.resolve("discs"));
    StringBuilder table = new StringBuilder("filename,label\n");
    for (int i = 0; i < COUNT; i++) {
      boolean right = i % 2 == 1;
      BufferedImage image = new BufferedImage(16 + 2 * (i % 3), 12, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(right ? Color.BLUE : Color.RED);
      graphics.fillOval(right ? 9 : 1, 1 + i % 4, 6, 6);
      graphics.dispose();
      String name = "disc" + (100 + i) + ".png";
      ImageIO.write(image, "png", images.resolve(name).toFile());
      table.append(name).append(right ? ",right\n" : ",left\n");
    }
    Files.writeString(images.resolve("disc105b.png"), "no image");
    table.append("disc105b.png,right\n");
    Files.writeString(images.resolve("any.csv"), table);
  }

  @Test
  void anAutoencoderLearnsImagesInColoursAndLeavesOutWhatIsDamaged() throws Exception {
    Program.Outcome outcome =
        Program.run(
            folder,
            "autoencoder --data discs --image-size 8x6 --skip-unreadable --layers 16,2 --epochs 2"
                + " --batch 8 --validation 0.25 --out out");

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.err().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith(
            "latent4j: skipped " + Path.of("discs", "disc105b.png") + ": expected an image");
    Path out = folder.resolve("out");
    assertThat(ProgramTest.shapeOf(out.resolve("reconstruction.npy")).size())
        .isEqualTo(COUNT * 8 * 6 * 3);
    assertThat(ProgramTest.shapeOf(out.resolve("code.npy"))).isEqualTo(Shape.of(COUNT, 2));
    assertThat(ProgramTest.metrics(out).get("scale_factor").getAsDouble())
        .isEqualTo(0.003921569); // in as many digits as float32 has
    assertThat(Files.readString(out.resolve("report.html"))).contains("left", "right");
    BufferedImage pictures = ImageIO.read(out.resolve("reconstructions.png").toFile());
    assertThat(countOf(pictures, Color.RED)).isPositive();
    assertThat(countOf(pictures, Color.BLUE)).isPositive();
  }

  /** Counts pixels in which a colour is well above the others. */
  private static int countOf(BufferedImage image, Color color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color pixel = new Color(image.getRGB(x, y));
        boolean like =
            color.equals(Color.RED)
                ? pixel.getRed() > 150 && pixel.getGreen() < 50 && pixel.getBlue() < 50
                : pixel.getBlue() > 150 && pixel.getGreen() < 50 && pixel.getRed() < 50;
        count += like ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void greyImagesHaveOneChannelAndOtherDataComeAsTheFirst() {
    InProcess program = new InProcess();
    String discs = folder.resolve("discs").toString();
    String out = folder.resolve("out").toString();

    assertThat(
            program.run(
                ("pca --grayscale --image-size 5x4 --skip-unreadable --components 1 --data "
                        + discs
                        + " --validation "
                        + discs
                        + " --out "
                        + out)
                    .split(" ")))
        .as(program.err())
        .isZero();
    assertThat(ProgramTest.shapeOf(folder.resolve("out").resolve("components.npy")))
        .isEqualTo(Shape.of(1, 20));
  }

  @Test
  void withoutTheFlagsOneSizeAndWholeFilesAreAskedFor() throws Exception {
    InProcess program = new InProcess();
    Path discs = folder.resolve("discs");
    String[] command = ("pca --data " + discs).split(" ");

    assertThat(program.run(command)).isEqualTo(2);
    assertThat(program.err())
        .startsWith("latent4j: " + discs.resolve("disc105b.png") + ": expected an image");

    Files.delete(discs.resolve("any.csv"));
    Files.delete(discs.resolve("disc105b.png"));
    InProcess again = new InProcess();
    assertThat(again.run(command)).isEqualTo(2);
    assertThat(again.err())
        .startsWith("latent4j: " + discs.resolve("disc101.png"))
        .contains("(--image-size WxH), found 18x12");
  }

  @Test
  void foldersAreLabelsAndWhatIsPassedOverIsSaid() throws Exception {
    Path discs = folder.resolve("discs");
    Path classes = folder.resolve("classes");
    for (int i = 0; i < COUNT; i++) {
      String name = "disc" + (100 + i) + ".png";
      Path label = Files.createDirectories(classes.resolve(i % 2 == 1 ? "right" : "left"));
      Files.move(discs.resolve(name), label.resolve(name));
    }
    Files.writeString(classes.resolve("left").resolve("notes.txt"), "no image");
    InProcess program = new InProcess();
    Path out = folder.resolve("out");

    assertThat(
            program.run(
                ("kmeans --clusters 2 --image-size 8x6 --data " + classes + " --out " + out)
                    .split(" ")))
        .as(program.err())
        .isZero();
    assertThat(program.err())
        .contains(
            "latent4j: "
                + classes
                + ": passed over 1 file that is no image by name (JPEG, PNG, GIF, BMP, WebP, TIFF): "
                + Path.of("left", "notes.txt"));
    assertThat(ProgramTest.metrics(out).get("accuracy").getAsDouble()).isEqualTo(1);
    assertThat(ProgramTest.metrics(out).get("samples").getAsInt()).isEqualTo(COUNT);
  }
}
