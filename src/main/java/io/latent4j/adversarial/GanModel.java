package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained GAN: it generates samples, and says how real samples look. What it generates is on the
 * scale that it was trained on; {@link #scaling} leads back.
 */
public final class GanModel extends AdversarialModel {
  private static final String SYSTEM = "gan";
  private static final String GENERATE = "generate";

  private final List<GanSnapshot> snapshots;

  private GanModel(
      ModelFunctions functions,
      Optional<Trained> trained,
      List<GanSnapshot> snapshots,
      Provenance provenance) {
    super(functions, trained, provenance);
    this.snapshots = snapshots;
  }

  /** Copies trained networks to an engine that holds nothing else. */
  static GanModel of(
      Gan options,
      GanNetwork trained,
      Scaling scaling,
      History history,
      GanWatch watch,
      Provenance provenance,
      EngineOptions engineOptions) {
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          GanNetwork network = new GanNetwork(engine, options, trained.description());
          trained.copyValuesTo(network);
          return new GanModel(
              functions(engine, network, network.functions(), scaling, provenance),
              Optional.of(
                  new Trained(List.of(network.generator(), network.discriminator()), history)),
              watch.snapshots(),
              provenance);
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs is the function {@code
   * generate}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static GanModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static GanModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return new GanModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        Optional.empty(),
        List.of(),
        SavedParts.provenance(folder, SYSTEM));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number or does not say
   */
  @Override
  public int features() {
    return functions().has(DISCRIMINATE) ? functions().inputSize(DISCRIMINATE) : -1;
  }

  /**
   * The number of latent values that a sample is made of.
   *
   * @return at least 1
   */
  public int latent() {
    return code() - labels();
  }

  /**
   * The number of labels by which samples are generated.
   *
   * @return at least 1 of a conditional GAN, else 0
   */
  public int labels() {
    boolean isConditional = Boolean.TRUE.equals(provenance().options().get("conditional"));
    if (!isConditional) {
      return 0;
    }
    return code() - ((Number) provenance().options().get("latent")).intValue();
  }

  private int code() {
    return functions().inputSize(GENERATE);
  }

  /**
   * Generates samples of latent values from a standard normal distribution. A conditional GAN takes
   * the labels in turns, from 0 on.
   *
   * @param count how many, at least 1
   * @param seed of the latent values; the same gives the same samples
   * @return the samples, on the scale of training, of shape (count, features)
   * @throws IllegalArgumentException if the count is below 1
   */
  public float[][] generate(int count, long seed) {
    Options.requireAtLeast(1, "count", count);
    return generate(LatentValues.draw(count, latent(), labels(), seed));
  }

  /**
   * Generates samples of one label.
   *
   * @param label from 0 to below {@link #labels}
   * @param count how many, at least 1
   * @param seed of the latent values
   * @return the samples, on the scale of training, of shape (count, features)
   * @throws IllegalArgumentException if the count is below 1 or there is no such label
   */
  public float[][] generate(int label, int count, long seed) {
    Options.requireAtLeast(1, "count", count);
    int labels = labels();
    if (label < 0 || label >= labels) {
      throw new InvalidOptionException(
          "label",
          labels == 0
              ? "must not be asked for: the GAN is not conditional"
              : "must be from 0 to %d, but is %d".formatted(labels - 1, label));
    }
    float[][] codes = LatentValues.draw(count, latent(), 0, seed);
    for (int i = 0; i < count; i++) {
      float[] code = new float[code()];
      System.arraycopy(codes[i], 0, code, 0, codes[i].length);
      code[codes[i].length + label] = 1;
      codes[i] = code;
    }
    return generate(codes);
  }

  /**
   * Generates samples of given latent values.
   *
   * @param codes the latent values, of a conditional GAN followed by a one among zeros for the
   *     label, at least one row
   * @return the samples, on the scale of training, of shape (rows, features)
   * @throws IllegalArgumentException if the rows are not as long as the model's
   */
  public float[][] generate(float[][] codes) {
    return functions().apply(GENERATE, "generated", codes);
  }

  /**
   * Generates samples on the way from one point of the latent space to another, each row a way of
   * its own. The way is an arc about the origin, since points near the origin are rare. In a
   * conditional GAN a row keeps its label.
   *
   * @param rows how many ways, at least 1
   * @param steps how many points on each, its ends included, at least 2
   * @param seed of the ends
   * @return the samples, row by row, of shape (rows * steps, features)
   * @throws IllegalArgumentException if a number is too small
   */
  public float[][] interpolate(int rows, int steps, long seed) {
    Options.requireAtLeast(1, "rows", rows);
    Options.requireAtLeast(2, "steps", steps);
    float[][] from = LatentValues.draw(rows, latent(), 0, seed);
    float[][] to = LatentValues.draw(rows, latent(), 0, ~seed);
    int labels = labels();
    float[][] codes = new float[rows * steps][];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < steps; i++) {
        float[] point = LatentValues.between(from[row], to[row], (double) i / (steps - 1));
        float[] code = new float[point.length + labels];
        System.arraycopy(point, 0, code, 0, point.length);
        if (labels > 0) {
          code[point.length + row % labels] = 1;
        }
        codes[row * steps + i] = code;
      }
    }
    return generate(codes);
  }

  /**
   * What the discriminator takes for the probability that samples are real. A critic of the
   * Wasserstein loss has no probabilities; what it gives is put through a sigmoid.
   *
   * @param samples samples with as many features as the model was trained on
   * @return a number for each sample or, of a conditional GAN, for each sample and label
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] discriminate(Samples samples) {
    return apply(DISCRIMINATE, "probability", samples);
  }

  /**
   * Samples of the same latent values at several steps of training: those that were asked for,
   * others that make a film of them, and the end.
   *
   * @return the snapshots in their order; none if the samples were no images, or the model was
   *     loaded
   */
  public List<GanSnapshot> snapshots() {
    return snapshots;
  }

  @Override
  public String toString() {
    return "gan of %s (%d x %d): loss %s, %s"
        .formatted(
            provenance().data(),
            provenance().samples(),
            features(),
            provenance().options().getOrDefault("loss", "of another program"),
            figures());
  }
}
