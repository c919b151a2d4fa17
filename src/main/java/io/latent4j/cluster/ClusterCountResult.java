package io.latent4j.cluster;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How many clusters samples have.
 *
 * @param clusters how many; empty if there are none to tell apart
 * @param tried what each number of clusters that was tried gave, from 2 on
 */
public record ClusterCountResult(OptionalInt clusters, List<Trial> tried) {

  /**
   * One number of clusters.
   *
   * @param clusters how many, at least 2
   * @param stability how well clusters of one part of the samples agree with those of another: the
   *     mean adjusted Rand index, 1 if they are always the same
   * @param separation by how much tighter the clusters are than as many of samples spread evenly
   *     over the same room: the difference of the logarithms of what is left of the variance, 0 for
   *     samples that are spread evenly
   */
  public record Trial(int clusters, double stability, double separation) {}

  /**
   * Copies the list.
   *
   * @param clusters how many
   * @param tried what each number gave
   */
  public ClusterCountResult {
    tried = List.copyOf(tried);
  }

  /**
   * Says it in words.
   *
   * @return one line, such as "no clusters here: …" or "4 clusters, found again in 0.99 of …"
   */
  public String note() {
    if (tried.isEmpty()) {
      return "no clusters here: there are too few different samples to tell";
    }
    if (clusters.isEmpty()) {
      return "no clusters here: no number of them is tighter than in samples spread evenly";
    }
    Trial chosen = tried.get(clusters.getAsInt() - 2);
    return String.format(
        Locale.ROOT,
        "%d clusters: their stability between resamples is %.3f",
        chosen.clusters(),
        chosen.stability());
  }
}
