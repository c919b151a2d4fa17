package io.latent4j.cluster;

import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes new samples of given classes, of any model that has codes: a Gaussian mixture is fitted to
 * the codes of each class, and codes that are drawn from it are decoded.
 *
 * <pre>{@code
 * try (ClassMixtureSampler sampler =
 *     ClassMixtureSampler.fit(model.encode(few), labels, 1, how)) {
 *   float[][] images = sampler.generate(new int[] {3, 3, 7}, 42, model::decode);
 * }
 * }</pre>
 */
public final class ClassMixtureSampler implements AutoCloseable {
  private final Map<Integer, MixtureSampler> samplers = new TreeMap<>();

  private ClassMixtureSampler() {}

  /**
   * Fits a mixture with full covariances to the codes of each class.
   *
   * @param codes (samples, units)
   * @param labels the class of each
   * @param components how many Gaussians for each class, at least 1; of a class with fewer samples
   *     as many as these
   * @param how how to fit
   * @return the sampler, to be closed by the caller
   * @throws IllegalArgumentException if there are not as many labels as codes, none of both, or the
   *     number of components is below 1
   */
  public static ClassMixtureSampler fit(
      float[][] codes, int[] labels, int components, FitOptions how) {
    Options.requireAtLeast(1, "components", components);
    if (codes.length == 0 || codes.length != labels.length) {
      throw new IllegalArgumentException(
          "labels must be at least one, and as many as codes, %d, but are %d"
              .formatted(codes.length, labels.length));
    }
    ClassMixtureSampler sampler = new ClassMixtureSampler();
    try {
      for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
        float[][] own =
            IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .mapToObj(i -> codes[i])
                .toArray(float[][]::new);
        int count = Math.min(components, own.length);
        sampler.samplers.put(label, MixtureSampler.fit(own, count, how));
      }
      return sampler;
    } catch (RuntimeException | Error e) {
      sampler.close();
      throw e;
    }
  }

  /**
   * Draws a code of each class and decodes it.
   *
   * @param labels the class of each sample, at least one
   * @param seed the same seed gives the same samples
   * @param decode makes samples of codes: (labels, units) to (labels, features)
   * @return what it made of them
   * @throws IllegalArgumentException if there are no labels, or one that had no codes
   */
  public float[][] generate(int[] labels, long seed, UnaryOperator<float[][]> decode) {
    Options.requireAtLeast(1, "labels", labels.length);
    float[][] codes = new float[labels.length][];
    for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
      MixtureSampler sampler = samplers.get(label);
      if (sampler == null) {
        throw new IllegalArgumentException(
            "labels must be of %s, but one is %d".formatted(samplers.keySet(), label));
      }
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          places.add(i);
        }
      }
      float[][] drawn = sampler.generate(places.size(), seed + label, UnaryOperator.identity());
      for (int i = 0; i < drawn.length; i++) {
        codes[places.get(i)] = drawn[i];
      }
    }
    return decode.apply(codes);
  }

  @Override
  public void close() {
    samplers.values().forEach(MixtureSampler::close);
  }
}
