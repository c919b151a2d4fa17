package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.cluster.FuzzyCMeansModel;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Outputs;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TInt32;

/** The functions in the file give what the models in Java do. */
class ClassicalModelsTest {
  private static final Offset<Float> ROUNDING = within(2e-3f); // the root of what cancels

  @TempDir Path folder;

  private Samples iris;

  @BeforeEach
  void open() {
    iris = new DataCatalog(folder).samples("iris");
  }

  @AfterEach
  void close() {
    iris.close();
  }

  private float[][] scaled(Scaling scaling) {
    float[] values = scaling.apply(iris.toFloats(), iris.features());
    float[][] rows = new float[iris.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * iris.features(), (i + 1) * iris.features());
    }
    return rows;
  }

  private static int[] integers(LoadedModel loaded, String function, float[][] x) {
    try (Outputs outputs = loaded.call(function, Map.of("x", x))) {
      TInt32 values = outputs.get(outputs.names().iterator().next(), TInt32.class);
      int[] integers = new int[(int) values.size()];
      int[] at = {0};
      values.scalars().forEach(value -> integers[at[0]++] = value.getInt());
      return integers;
    }
  }

  private static float[] floats(LoadedModel loaded, String function, float[][] x) {
    try (Outputs outputs = loaded.call(function, Map.of("x", x))) {
      return outputs.floats(outputs.names().iterator().next());
    }
  }

  @Test
  void kMeans() {
    KMeansModel model = KMeans.of(3).withScale(Scaling.Kind.STANDARD).fit(iris);
    model.save(folder.resolve("kmeans"));

    float[][] x = scaled(model.scaling());
    try (LoadedModel loaded = SavedModels.load(folder.resolve("kmeans"))) {
      assertThat(integers(loaded, "predict", x)).isEqualTo(model.labels());
      assertThat(floats(loaded, "transform", x))
          .containsExactly(Served.flat(model.transform(iris)), ROUNDING);
      assertThat(loaded.variable("centers").toFloats())
          .containsExactly(Served.flat(model.centers()));
    }
  }

  @Test
  void fuzzyCMeans() {
    FuzzyCMeansModel model = FuzzyCMeans.of(3).fit(iris);
    model.save(folder.resolve("fuzzy"));

    float[][] x = scaled(model.scaling());
    try (LoadedModel loaded = SavedModels.load(folder.resolve("fuzzy"))) {
      assertThat(floats(loaded, "memberships", x))
          .containsExactly(Served.flat(model.memberships(iris)), within(1e-3f));
      assertThat(integers(loaded, "predict", x)).isEqualTo(model.labels());
    }
  }

  @Test
  void aSampleOnItsCenterIsWhollyOfItsCluster() {
    FuzzyCMeansModel model = FuzzyCMeans.of(3).fit(iris);
    model.save(folder.resolve("fuzzy"));

    try (LoadedModel loaded = SavedModels.load(folder.resolve("fuzzy"))) {
      float[] memberships = floats(loaded, "memberships", model.centers());
      for (int i = 0; i < 9; i++) {
        assertThat(memberships[i]).isCloseTo(i % 4 == 0 ? 1 : 0, within(1e-4f));
      }
    }
  }

  @Test
  void aSelfOrganizingMap() {
    SomModel model = SelfOrganizingMap.of(4, 5).withIterations(20).fit(iris);
    model.save(folder.resolve("som"));

    float[][] x = scaled(model.scaling());
    try (LoadedModel loaded = SavedModels.load(folder.resolve("som"))) {
      int[] winners = Arrays.stream(model.predict(iris)).flatMapToInt(Arrays::stream).toArray();
      assertThat(integers(loaded, "predict", x)).isEqualTo(winners);
      assertThat(floats(loaded, "quantize", x)).containsExactly(Served.flat(model.quantize(iris)));
    }
  }
}
