package io.latent4j.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.report.PictureRow;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where k-means began, beside where it ended. */
class StartBesideEndTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theEndIsThePictureOfTheClusters(int features) {
    String source = "blobs:n=120,centers=3,std=0.5,features=" + features;
    try (Samples blobs = new DataCatalog(Path.of("unused")).samples(source);
        KMeansModel model = KMeans.of(3).withRestarts(1).fit(blobs)) {
      ClusterPictures pictures = ClusterPictures.of(blobs, model.labels(), model);
      Illustration moved = pictures.startBesideEnd(model.startCenters()).orElseThrow();
      Illustration stayed = pictures.startBesideEnd(model.centers()).orElseThrow();

      assertThat(moved.name()).isEqualTo("start_end");
      PictureRow row = (PictureRow) moved.picture();
      PictureRow same = (PictureRow) stayed.picture();
      assertThat(pixels(row.pictures().get(1).image()))
          .isEqualTo(pixels(same.pictures().get(1).image()))
          .isNotEqualTo(pixels(row.pictures().get(0).image()));
      int half = row.pictures().get(0).image().getWidth();
      BufferedImage whole = row.image();
      assertThat(whole.getWidth()).isEqualTo(half + row.pictures().get(1).image().getWidth());
      assertThat(pixels(whole.getSubimage(half, 0, whole.getWidth() - half, whole.getHeight())))
          .isEqualTo(pixels(row.pictures().get(1).image()));
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void aStartOfOtherCentersIsRefused(int count) {
    try (Samples iris = new DataCatalog(Path.of("unused")).samples("iris");
        KMeansModel model = KMeans.of(3).withRestarts(1).fit(iris)) {
      ClusterPictures pictures = ClusterPictures.of(iris, model.labels(), model);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> pictures.startBesideEnd(new float[count][4]))
          .withMessage(
              "start must be as many centers as there are, 3 of 4 features, but is %d of 4", count);
    }
  }
}
