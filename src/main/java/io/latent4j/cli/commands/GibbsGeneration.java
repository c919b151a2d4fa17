package io.latent4j.cli.commands;

import io.latent4j.boltzmann.GibbsSampling;
import io.latent4j.cli.flags.IntegerConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How Boltzmann machines make new samples: by many chains that begin far from all data. */
final class GibbsGeneration {
  private static final int MOST_CHAINS = 1000;
  private static final int BURN_IN = 1000;
  private static final int THINNING = 100;

  @Option(
      names = "--generate",
      paramLabel = "N",
      order = 35,
      converter = IntegerConverter.Positive.class,
      description =
          "Also make N new samples (array generated): of up to 1,000 Gibbs chains every hundredth"
              + " step after the first 1,000.")
  private Integer count;

  boolean isWanted() {
    return count != null;
  }

  /** Makes as many samples as were asked for. */
  float[][] samples(long seed, Function<GibbsSampling, List<float[][]>> generator) {
    return samples(count, seed, generator);
  }

  /** Makes as many samples as were asked for, of the classes in turns. */
  float[][] samples(long seed, int classes, ByClass generator) {
    float[][] made = new float[count][];
    for (int label = 0; label < Math.min(classes, count); label++) {
      int own = (count - label + classes - 1) / classes;
      int current = label;
      float[][] rows = samples(own, seed + label, how -> generator.generate(current, how));
      for (int i = 0; i < own; i++) {
        made[label + i * classes] = rows[i];
      }
    }
    return made;
  }

  /** Makes samples of a class. */
  @FunctionalInterface
  interface ByClass {
    List<float[][]> generate(int label, GibbsSampling how);
  }

  private static float[][] samples(
      int number, long seed, Function<GibbsSampling, List<float[][]>> generator) {
    int chains = Math.min(MOST_CHAINS, number);
    GibbsSampling how =
        GibbsSampling.of(chains)
            .withBurnIn(BURN_IN)
            .withKept((number + chains - 1) / chains)
            .withThinning(THINNING)
            .withSeed(seed);
    List<float[]> rows = new ArrayList<>();
    generator.apply(how).forEach(step -> rows.addAll(List.of(step)));
    return rows.subList(0, number).toArray(new float[0][]);
  }
}
