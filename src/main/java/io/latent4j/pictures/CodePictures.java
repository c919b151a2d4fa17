package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import org.tensorflow.ndarray.Shape;

/**
 * Pictures of the codes that a network gives samples.
 *
 * <pre>{@code
 * CodePictures.plane(FloatArray.of(model.encode(digits)), digits, 42)
 *     .picture().writeTo(Path.of("code.png"));
 * }</pre>
 */
public final class CodePictures {
  private static final String NAME = "code";

  private CodePictures() {}

  /**
   * Shows codes in the plane: as they are or, of more than two units, along their first two
   * principal components.
   *
   * @param code (samples, units)
   * @param samples what the codes are of
   * @param seed what randomness derives from
   * @return the picture
   */
  public static Illustration plane(FloatArray code, Samples samples, long seed) {
    if (code.columns() <= 2 || isConstant(code)) {
      EmbeddingPictures pictures = new EmbeddingPictures("The code", NAME, samples);
      return new Illustration(NAME, pictures.plane(code), pictures.caption("The code"));
    }
    EmbeddingPictures pictures =
        new EmbeddingPictures("The code, two principal components", "component", samples);
    return new Illustration(
        NAME,
        pictures.plane(twoComponents(code, seed)),
        pictures.caption("The first two principal components of the code"));
  }

  /** Whether all rows are the same, as the codes of a network whose units are all dead. */
  private static boolean isConstant(FloatArray code) {
    float[] values = code.values();
    for (int i = code.columns(); i < values.length; i++) {
      if (values[i] != values[i - code.columns()]) {
        return false;
      }
    }
    return true;
  }

  private static FloatArray twoComponents(FloatArray code, long seed) {
    FitOptions how = FitOptions.defaults().withSeed(seed);
    try (Samples codes = Samples.of(code.values(), Shape.of(code.rowCount(), code.columns()));
        PcaModel model = Pca.of(2).withScale(Scaling.Kind.NONE).fit(codes, how)) {
      return FloatArray.of(model.transform(codes));
    }
  }
}
