package io.latent4j.pictures;

import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.report.ImageGrid;
import io.latent4j.report.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is worth knowing of each cluster: how large it is, its medoid, the samples that are most
 * typical of it and those that most nearly belong elsewhere, and the cluster next to it.
 *
 * <pre>{@code
 * ClusterCards cards = ClusterCards.of(model.labels(), model.transform(digits));
 * System.out.println(cards.table());
 * Optional<Illustration> picture = cards.images(digits);
 * }</pre>
 *
 * @param cards one for each cluster that has samples, in the order of the clusters
 */
public record ClusterCards(List<Card> cards) {

  /** How many typical and doubtful samples a card has, at most. */
  public static final int EXAMPLES = 9;

  private static final int MOST_ROWS = 40;
  private static final int IMAGE = 48;

  /**
   * One cluster.
   *
   * @param cluster its number
   * @param size how many samples it has
   * @param medoid the row of the sample that is nearest to its center: the sum of the squared
   *     distances of the others to it is the least
   * @param typical the rows of those nearest to the center, the nearest first
   * @param doubtful the rows of the least sure, the least sure first
   * @param nearest the other cluster whose center is nearest to its samples; -1 if there is no
   *     other
   */
  public record Card(
      int cluster,
      int size,
      int medoid,
      List<Integer> typical,
      List<Integer> doubtful,
      int nearest) {

    /**
     * Copies the lists.
     *
     * @param cluster its number
     * @param size how many samples it has
     * @param medoid the row of its medoid
     * @param typical rows
     * @param doubtful rows
     * @param nearest another cluster, or -1
     */
    public Card {
      typical = List.copyOf(typical);
      doubtful = List.copyOf(doubtful);
    }
  }

  /**
   * Copies the list.
   *
   * @param cards one for each cluster
   */
  public ClusterCards {
    cards = List.copyOf(cards);
  }

  /**
   * Cards by distances: a sample is in doubt if another center is about as near as its own.
   *
   * @param clusters the cluster of each sample
   * @param distances of samples from the centers, (samples, clusters)
   * @return the cards
   * @throws IllegalArgumentException if there are not as many rows as samples
   */
  public static ClusterCards of(int[] clusters, float[][] distances) {
    return of(clusters, distances, new float[clusters.length][distances[0].length]);
  }

  /**
   * Cards by probabilities: a sample is in doubt if its own cluster is not probable and, of those
   * that are equally probable, if another center is about as near.
   *
   * @param clusters the cluster of each sample
   * @param distances of samples from the centers, (samples, clusters)
   * @param probabilities of the clusters, (samples, clusters)
   * @return the cards
   * @throws IllegalArgumentException if there are not as many rows as samples
   */
  public static ClusterCards of(int[] clusters, float[][] distances, float[][] probabilities) {
    if (distances.length != clusters.length || probabilities.length != clusters.length) {
      throw new IllegalArgumentException(
          "distances and probabilities must have a row for each of %d samples, but have %d and %d"
              .formatted(clusters.length, distances.length, probabilities.length));
    }
    List<Card> cards = new ArrayList<>();
    for (int k = 0; k < distances[0].length; k++) {
      int cluster = k;
      int[] members =
          IntStream.range(0, clusters.length).filter(i -> clusters[i] == cluster).toArray();
      if (members.length > 0) {
        List<Integer> typical =
            first(members, Comparator.comparingDouble(i -> distances[i][cluster]));
        List<Integer> doubtful =
            first(
                members,
                Comparator.<Integer>comparingDouble(i -> probabilities[i][cluster])
                    .thenComparingDouble(i -> -doubt(distances[i], cluster)));
        cards.add(
            new Card(
                k,
                members.length,
                typical.get(0),
                typical,
                doubtful,
                nearest(members, distances, k)));
      }
    }
    return new ClusterCards(cards);
  }

  /**
   * Cards by where samples are in a space, such as that of a code: centers are the means there.
   *
   * @param clusters the cluster of each sample
   * @param count how many clusters there are
   * @param places of the samples, (samples, dimensions)
   * @param probabilities of the clusters, (samples, clusters)
   * @return the cards
   * @throws IllegalArgumentException if there are not as many rows as samples
   */
  public static ClusterCards inSpace(
      int[] clusters, int count, float[][] places, float[][] probabilities) {
    double[][] means = new double[count][places[0].length];
    int[] sizes = new int[count];
    for (int i = 0; i < places.length; i++) {
      sizes[clusters[i]]++;
      for (int j = 0; j < places[i].length; j++) {
        means[clusters[i]][j] += places[i][j];
      }
    }
    float[][] distances = new float[places.length][count];
    for (int i = 0; i < places.length; i++) {
      for (int k = 0; k < count; k++) {
        double sum = 0;
        for (int j = 0; j < places[i].length; j++) {
          double difference = places[i][j] - means[k][j] / sizes[k];
          sum += difference * difference;
        }
        distances[i][k] = sizes[k] == 0 ? Float.POSITIVE_INFINITY : (float) Math.sqrt(sum);
      }
    }
    return of(clusters, distances, probabilities);
  }

  private static List<Integer> first(int[] members, Comparator<Integer> order) {
    return Arrays.stream(members).boxed().sorted(order).limit(EXAMPLES).toList();
  }

  /** How near the own center is, divided by how near the next one is. */
  private static double doubt(float[] distances, int own) {
    double next = Double.POSITIVE_INFINITY;
    for (int k = 0; k < distances.length; k++) {
      next = k == own ? next : Math.min(next, distances[k]);
    }
    return next == 0 ? 1 : distances[own] / next;
  }

  private static int nearest(int[] members, float[][] distances, int own) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < distances[0].length; k++) {
      int other = k;
      double mean =
          Arrays.stream(members).mapToDouble(i -> distances[i][other]).average().orElse(0);
      if (k != own && mean < least) {
        nearest = k;
        least = mean;
      }
    }
    return nearest;
  }

  /**
   * The cards as a table: rows of samples are counted from 0.
   *
   * @return a row for each cluster, up to 40
   */
  public TextTable table() {
    TextTable table =
        TextTable.columns("cluster", "samples", "medoid", "typical", "doubtful", "nearest");
    for (Card card : cards.subList(0, Math.min(MOST_ROWS, cards.size()))) {
      table.row(
          card.cluster,
          card.size,
          card.medoid,
          listed(card.typical),
          listed(card.doubtful),
          card.nearest < 0 ? "none" : String.valueOf(card.nearest));
    }
    return table;
  }

  private static String listed(List<Integer> rows) {
    return rows.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /**
   * The cards as images, if the samples are images.
   *
   * @param samples what was clustered
   * @return a row for each cluster, up to 40: its most typical samples, the medoid first, a gap,
   *     and its most doubtful ones
   */
  public Optional<Illustration> images(Samples samples) {
    return samples
        .imageShape()
        .map(
            shape ->
                new Illustration(
                    "cards",
                    grid(samples, shape),
                    "Each cluster: its medoid and the most typical samples, then the most doubtful"));
  }

  private ImageGrid grid(Samples samples, ImageShape shape) {
    int side = Math.max(shape.height(), shape.width());
    ImageGrid grid =
        ImageGrid.of(shape.height(), shape.width(), shape.channels())
            .upscale(Math.max(1, (IMAGE + side - 1) / side));
    samples.maximum().ifPresent(maximum -> grid.range(0, maximum));
    int size = samples.features();
    for (Card card : cards.subList(0, Math.min(MOST_ROWS, cards.size()))) {
      float[] images = new float[(2 * EXAMPLES + 1) * size];
      Arrays.fill(images, (float) samples.maximum().orElse(1));
      place(samples, card.typical, images, 0);
      place(samples, card.doubtful, images, (EXAMPLES + 1) * size);
      String next = card.nearest < 0 ? "" : ", next to " + card.nearest;
      grid.row("%d: %d%s".formatted(card.cluster, card.size, next), images);
    }
    return grid;
  }

  private static void place(Samples samples, List<Integer> rows, float[] images, int at) {
    for (int i = 0; i < rows.size(); i++) {
      float[] image = samples.row(rows.get(i));
      System.arraycopy(image, 0, images, at + i * image.length, image.length);
    }
  }
}
