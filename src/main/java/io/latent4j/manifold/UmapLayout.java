package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Moves points so that those which are surely connected come together: stochastic gradient descent
 * on the cross entropy of two fuzzy graphs, with negative samples.
 *
 * <p>The points are divided at random into an even number of blocks. In each epoch every two blocks
 * meet once, in rounds in which each block has one partner at most, so the pairs of a round can be
 * done at the same time and each connection still moves both its points at once. What pushes points
 * apart is read from where all were at the epoch's start; two blocks look at some of all points in
 * an epoch, so few that they stay in a near cache. So the result depends on the seed alone, not on
 * how many threads there are nor on which is faster.
 */
final class UmapLayout {

  /** How many points a point is pushed from each time it is pulled to another. */
  static final int NEGATIVES = 5;

  private static final float LONGEST_STEP = 4;
  private static final int WINDOW_VALUES = 32_768;
  private static final int[] BLOCK_SIZES = {0, 4_096, 16_384, 262_144};

  private final int count;
  private final int dimensions;
  private final int stride;
  private final ForceTable attraction;
  private final ForceTable repulsion;
  private final long seed;
  private final Workers workers;
  private final int windowSize;
  private final int[] place;
  private final Meeting[][] rounds;

  /** The connections between two blocks, or within one. */
  private record Meeting(int[] heads, int[] tails, float[] shares, long number) {}

  /**
   * Prepares a layout.
   *
   * @param graph symmetric
   * @param dimensions how many numbers a point has
   */
  UmapLayout(FuzzyGraph graph, int dimensions, LayoutCurve curve, long seed, Workers workers) {
    count = graph.count();
    this.dimensions = dimensions;
    stride = dimensions == 2 ? 2 : Tile.width(dimensions);
    this.seed = seed;
    this.workers = workers;
    attraction = new ForceTable(curve::attraction);
    repulsion = new ForceTable(curve::repulsion);
    windowSize = Math.min(count, WINDOW_VALUES / stride);
    place = new int[count];
    int[] order = Cells.draw(count, count, seed);
    for (int k = 0; k < count; k++) {
      place[order[k]] = k;
    }
    rounds = rounds(graph, order, blocks());
  }

  /** 4 for few points, 32 for many. */
  private int blocks() {
    int blocks = 2;
    for (int size : BLOCK_SIZES) {
      blocks *= count >= size ? 2 : 1;
    }
    return blocks;
  }

  private Meeting[][] rounds(FuzzyGraph graph, int[] order, int blocks) {
    int[] sizes = new int[blocks * blocks];
    for (int i = 0; i < count; i++) {
      for (int k = graph.starts()[i]; k < graph.starts()[i + 1]; k++) {
        sizes[pair(place[i], place[graph.ends()[k]], blocks)]++;
      }
    }
    Meeting[] meetings = new Meeting[blocks * blocks];
    for (int p = 0; p < meetings.length; p++) {
      meetings[p] = new Meeting(new int[sizes[p]], new int[sizes[p]], new float[sizes[p]], p);
    }
    float largest = graph.largestWeight();
    Arrays.fill(sizes, 0);
    for (int head = 0; head < count; head++) {
      int i = order[head];
      for (int k = graph.starts()[i]; k < graph.starts()[i + 1]; k++) {
        int tail = place[graph.ends()[k]];
        int p = pair(head, tail, blocks);
        int at = sizes[p]++;
        meetings[p].heads[at] = head;
        meetings[p].tails[at] = tail;
        meetings[p].shares[at] = graph.weights()[k] / largest;
      }
    }
    return schedule(meetings, blocks);
  }

  private int pair(int head, int tail, int blocks) {
    int a = (int) ((long) head * blocks / count);
    int b = (int) ((long) tail * blocks / count);
    return Math.min(a, b) * blocks + Math.max(a, b);
  }

  /** First each block by itself, then as in a tournament: one stays, the others go round. */
  private static Meeting[][] schedule(Meeting[] meetings, int blocks) {
    Meeting[][] rounds = new Meeting[blocks][];
    rounds[0] = new Meeting[blocks];
    for (int b = 0; b < blocks; b++) {
      rounds[0][b] = meetings[b * blocks + b];
    }
    int others = blocks - 1;
    for (int round = 1; round < blocks; round++) {
      rounds[round] = new Meeting[blocks / 2];
      for (int k = 0; k < blocks / 2; k++) {
        int a = k == 0 ? others : (round + k) % others;
        int b = k == 0 ? round % others : (round - k + others) % others;
        rounds[round][k] = meetings[Math.min(a, b) * blocks + Math.max(a, b)];
      }
    }
    return rounds;
  }

  /**
   * Moves points.
   *
   * @param positions (count, dimensions), changed
   * @param epochs how many times to go through all connections, the surest of them being looked at
   *     each time
   * @param rate the learning rate of the first epoch, which falls to 0
   * @param goesOn is told before each epoch how many are done, and ends the work
   * @return how many epochs were done
   */
  int run(float[] positions, int epochs, double rate, IntPredicate goesOn) {
    float[] points = new float[Math.multiplyExact(count, stride)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(positions, i * dimensions, points, place[i] * stride, dimensions);
    }
    float[] before = new float[points.length];
    int done = 0;
    while (done < epochs && goesOn.test(done)) {
      int epoch = done;
      float alpha = (float) (rate * (1 - (double) epoch / epochs));
      System.arraycopy(points, 0, before, 0, points.length);
      for (Meeting[] round : rounds) {
        workers.divideHeavy(
            round.length,
            (part, from, to) -> {
              for (int m = from; m < to; m++) {
                if (dimensions == 2) {
                  movePlane(points, before, round[m], epoch, alpha);
                } else {
                  move(points, before, round[m], epoch, alpha);
                }
              }
            });
      }
      done++;
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, place[i] * stride, positions, i * dimensions, dimensions);
    }
    return done;
  }

  /** Whether a connection's turn comes in an epoch: in as many of all as its share is. */
  static boolean isDue(float share, int epoch) {
    return (int) (share * (epoch + 1)) > (int) (share * epoch);
  }

  /** A point of a window: as good as one of all, as the points' order is random. */
  private int drawn(int window, long state) {
    int other = window + Mixer.below(windowSize, Mixer.mix(state));
    return other < count ? other : other - count;
  }

  private long stream(Meeting meeting, int epoch) {
    return Mixer.mix(Mixer.mix(seed ^ epoch) + meeting.number);
  }

  private void movePlane(float[] points, float[] before, Meeting meeting, int epoch, float alpha) {
    long state = stream(meeting, epoch);
    int window = Mixer.below(count, Mixer.mix(state));
    for (int e = 0; e < meeting.heads.length; e++) {
      if (!isDue(meeting.shares[e], epoch)) {
        continue;
      }
      int head = meeting.heads[e];
      int tail = 2 * meeting.tails[e];
      float x = points[2 * head];
      float y = points[2 * head + 1];
      float dx = x - points[tail];
      float dy = y - points[tail + 1];
      float force = attraction.at(dx * dx + dy * dy);
      float stepX = alpha * clip(force * dx);
      float stepY = alpha * clip(force * dy);
      x += stepX;
      y += stepY;
      points[tail] -= stepX;
      points[tail + 1] -= stepY;
      for (int n = 0; n < NEGATIVES; n++) {
        state += Mixer.STEP;
        int other = drawn(window, state);
        if (other == head) {
          continue;
        }
        dx = x - before[2 * other];
        dy = y - before[2 * other + 1];
        force = repulsion.at(dx * dx + dy * dy);
        x += alpha * clip(force * dx);
        y += alpha * clip(force * dy);
      }
      points[2 * head] = x;
      points[2 * head + 1] = y;
    }
  }

  /** In any number of dimensions, four at a time: the stride is a multiple of 4, padded with 0. */
  private void move(float[] points, float[] before, Meeting meeting, int epoch, float alpha) {
    long state = stream(meeting, epoch);
    int window = Mixer.below(count, Mixer.mix(state));
    for (int e = 0; e < meeting.heads.length; e++) {
      if (!isDue(meeting.shares[e], epoch)) {
        continue;
      }
      int head = stride * meeting.heads[e];
      pull(points, head, stride * meeting.tails[e], alpha);
      for (int n = 0; n < NEGATIVES; n++) {
        state += Mixer.STEP;
        int other = stride * drawn(window, state);
        if (other != head) {
          push(points, head, before, other, alpha);
        }
      }
    }
  }

  private void pull(float[] points, int head, int tail, float alpha) {
    float force = attraction.at(squared(points, head, points, tail));
    for (int c = 0; c < stride; c += 4) {
      int h = head + c;
      int t = tail + c;
      float s0 = alpha * clip(force * (points[h] - points[t]));
      float s1 = alpha * clip(force * (points[h + 1] - points[t + 1]));
      float s2 = alpha * clip(force * (points[h + 2] - points[t + 2]));
      float s3 = alpha * clip(force * (points[h + 3] - points[t + 3]));
      points[h] += s0;
      points[h + 1] += s1;
      points[h + 2] += s2;
      points[h + 3] += s3;
      points[t] -= s0;
      points[t + 1] -= s1;
      points[t + 2] -= s2;
      points[t + 3] -= s3;
    }
  }

  private void push(float[] points, int head, float[] before, int other, float alpha) {
    float squared = squared(points, head, before, other);
    float force = repulsion.at(squared);
    if (force * force * squared > LONGEST_STEP * LONGEST_STEP) {
      for (int c = 0; c < stride; c++) {
        points[head + c] += alpha * clip(force * (points[head + c] - before[other + c]));
      }
      return;
    }
    float factor = alpha * force;
    for (int c = 0; c < stride; c += 4) {
      int h = head + c;
      int o = other + c;
      points[h] += factor * (points[h] - before[o]);
      points[h + 1] += factor * (points[h + 1] - before[o + 1]);
      points[h + 2] += factor * (points[h + 2] - before[o + 2]);
      points[h + 3] += factor * (points[h + 3] - before[o + 3]);
    }
  }

  private float squared(float[] a, int atA, float[] b, int atB) {
    float sum = 0;
    for (int c = 0; c < stride; c += 4) {
      float d0 = a[atA + c] - b[atB + c];
      float d1 = a[atA + c + 1] - b[atB + c + 1];
      float d2 = a[atA + c + 2] - b[atB + c + 2];
      float d3 = a[atA + c + 3] - b[atB + c + 3];
      sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
    return sum;
  }

  /** Keeps a step along an axis within bounds. */
  static float clip(float value) {
    return value > LONGEST_STEP ? LONGEST_STEP : value < -LONGEST_STEP ? -LONGEST_STEP : value;
  }
}
