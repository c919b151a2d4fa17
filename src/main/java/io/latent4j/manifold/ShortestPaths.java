package io.latent4j.manifold;

import java.util.Arrays;

/** Shortest ways from one sample to all, by Dijkstra's method; one object for each thread. */
final class ShortestPaths {
  private static final int UNSEEN = -1;

  private final NeighborGraph graph;
  private final double[] distances;
  private final int[] heap;
  private final int[] places;
  private int size;

  ShortestPaths(NeighborGraph graph) {
    this.graph = graph;
    distances = new double[graph.count()];
    heap = new int[graph.count()];
    places = new int[graph.count()];
  }

  /** Returns how far all samples are from one; the array is used again by the next call. */
  double[] from(int source) {
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(places, UNSEEN);
    distances[source] = 0;
    size = 0;
    push(source);
    while (size > 0) {
      int nearest = pop();
      for (int k = graph.starts()[nearest]; k < graph.starts()[nearest + 1]; k++) {
        int end = graph.ends()[k];
        double distance = distances[nearest] + graph.lengths()[k];
        if (distance < distances[end]) {
          distances[end] = distance;
          if (places[end] == UNSEEN) {
            push(end);
          } else {
            rise(places[end]);
          }
        }
      }
    }
    return distances;
  }

  private void push(int sample) {
    put(sample, size++);
    rise(size - 1);
  }

  private int pop() {
    int nearest = heap[0];
    int last = heap[--size];
    if (size > 0) {
      put(last, 0);
      sink();
    }
    return nearest;
  }

  private void put(int sample, int place) {
    heap[place] = sample;
    places[sample] = place;
  }

  private void rise(int from) {
    int place = from;
    int sample = heap[place];
    while (place > 0 && distances[heap[(place - 1) / 2]] > distances[sample]) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(sample, place);
  }

  private void sink() {
    int place = 0;
    int sample = heap[0];
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && distances[heap[child + 1]] < distances[heap[child]]) {
        child++;
      }
      if (distances[heap[child]] >= distances[sample]) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(sample, place);
  }
}
