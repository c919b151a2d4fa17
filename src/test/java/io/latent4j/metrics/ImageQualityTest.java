package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.nn.NnFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageQualityTest {

  static List<JsonObject> cases() {
    return NnFixture.list(NnFixture.read("/io/latent4j/metrics/image_quality.json"), "cases");
  }

  private static ImageQuality quality(JsonObject one) {
    float[] shape = NnFixture.floats(one.get("shape"));
    return ImageQuality.of((int) shape[0], (int) shape[1], (int) shape[2]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isScikitImages(JsonObject one) {
    float[] ideal = NnFixture.floats(one.get("ideal"));
    float[] image = NnFixture.floats(one.get("image"));
    double range = one.get("range").getAsDouble();
    assertThat(ImageQuality.psnr(ideal, image, range))
        .isCloseTo(one.get("psnr").getAsDouble(), within(1e-6));
    assertThat(quality(one).ssim(ideal, image, range))
        .isCloseTo(one.get("ssim").getAsDouble(), within(1e-6));
  }

  @Test
  void meansAreOverImages() {
    JsonObject noise = cases().get(0);
    JsonObject brighter = cases().get(1);
    ImageQuality quality = quality(noise);
    float[] ideal = NnFixture.floats(noise.get("ideal"));
    float[] ideals = new float[3 * ideal.length];
    float[] images = new float[3 * ideal.length];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(ideal, 0, ideals, i * ideal.length, ideal.length);
    }
    System.arraycopy(NnFixture.floats(noise.get("image")), 0, images, 0, ideal.length);
    System.arraycopy(
        NnFixture.floats(brighter.get("image")), 0, images, ideal.length, ideal.length);
    System.arraycopy(ideal, 0, images, 2 * ideal.length, ideal.length); // no difference at all

    ImageQuality.Means means = quality.means(ideals, images, 1);

    assertThat(means.psnr())
        .isCloseTo(
            (noise.get("psnr").getAsDouble() + brighter.get("psnr").getAsDouble()) / 2,
            within(1e-6));
    assertThat(means.ssim())
        .isCloseTo(
            (noise.get("ssim").getAsDouble() + brighter.get("ssim").getAsDouble() + 1) / 3,
            within(1e-6));
  }

  @Test
  void smallImagesHaveNoStructure() {
    ImageQuality quality = ImageQuality.of(6, 9, 1);
    float[] one = new float[54];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quality.ssim(one, one, 1))
        .withMessage("images must be at least 7 x 7, but are 6 x 9");
    assertThat(quality.means(one, one, 1).ssim()).isNaN();
    assertThat(quality.means(one, one, 1).psnr()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageQuality.psnr(one, new float[53], 1))
        .withMessage("image must have as many values as the ideal, 54, but has 53");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageQuality.psnr(one, one, 0))
        .withMessage("range must be above 0, but is 0.0");
  }
}
