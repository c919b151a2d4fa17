package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class ImageResizerTest {

  private static Pixels noise(int width, int height, int channels) {
    byte[] values = new byte[width * height * channels];
    new Random(7).nextBytes(values);
    return new Pixels(width, height, channels, values);
  }

  private static int[] resized(int toWidth, int toHeight, Pixels image) {
    Pixels resized = new ImageResizer(new ImageSize(toWidth, toHeight)).resize(image);
    assertThat(resized.width()).isEqualTo(toWidth);
    assertThat(resized.height()).isEqualTo(toHeight);
    assertThat(resized.channels()).isEqualTo(image.channels());
    return unsigned(resized.values());
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return values;
  }

  private static int[] row(int toWidth, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return resized(toWidth, 1, new Pixels(values.length, 1, 1, bytes));
  }

  @Test
  void shrinkingTakesTheMeanOfTheArea() {
    assertThat(row(2, 0, 100, 200, 40)).containsExactly(50, 120);
    // Two thirds of each new pixel are an outer old one, one third is half of the middle one.
    assertThat(row(2, 30, 90, 240)).containsExactly(50, 190);
    assertThat(row(1, 255, 255, 255, 254)).containsExactly(255);
    assertThat(resized(1, 1, new Pixels(2, 2, 1, new byte[] {10, 20, 30, 40}))).containsExactly(25);
  }

  @Test
  void growingInterpolatesBetweenCenters() {
    assertThat(row(4, 0, 100)).containsExactly(0, 25, 75, 100);
    assertThat(row(3, 200)).containsExactly(200, 200, 200);
  }

  @Test
  void anImageOfTheSizeIsLeftAlone() {
    Pixels image = noise(5, 3, 3);
    assertThat(new ImageResizer(new ImageSize(5, 3)).resize(image)).isSameAs(image);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,5", "50,3", "3,50", "64,64"})
  void oneColourStaysOneColour(int width, int height) {
    byte[] white = new byte[11 * 13 * 3];
    Arrays.fill(white, (byte) 255);
    assertThat(resized(width, height, new Pixels(11, 13, 3, white)))
        .containsOnly(255)
        .hasSize(width * height * 3);
  }

  @ParameterizedTest
  @CsvSource({"17,13,5,4", "17,13,16,12", "40,30,7,29", "9,9,3,3"})
  void shrinkingIsThatOfTensorFlow(int width, int height, int toWidth, int toHeight) {
    Pixels image = noise(width, height, 3);
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> expected =
          tf.image.resizeArea(input(tf, image), size(tf, toWidth, toHeight));
      requireClose(resized(toWidth, toHeight, image), expected.asTensor());
    }
  }

  @ParameterizedTest
  @CsvSource({"5,4,17,13", "16,12,17,13", "1,3,4,5", "3,3,9,9"})
  void growingIsThatOfTensorFlow(int width, int height, int toWidth, int toHeight) {
    Pixels image = noise(width, height, 3);
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> expected =
          tf.image.resizeBilinear(
              input(tf, image), size(tf, toWidth, toHeight), ResizeBilinear.halfPixelCenters(true));
      requireClose(resized(toWidth, toHeight, image), expected.asTensor());
    }
  }

  private static Operand<TFloat32> input(Ops tf, Pixels image) {
    int[] values = unsigned(image.values());
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i];
    }
    Shape shape = Shape.of(1, image.height(), image.width(), image.channels());
    return tf.constant(shape, DataBuffers.of(floats));
  }

  private static Operand<TInt32> size(Ops tf, int width, int height) {
    return tf.constant(new int[] {height, width});
  }

  private static void requireClose(int[] found, TFloat32 expected) {
    float[] values = new float[found.length];
    expected.asRawTensor().data().asFloats().read(values);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).as("value " + i).isCloseTo(values[i], within(0.501));
    }
  }
}
