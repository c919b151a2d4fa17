package io.latent4j.cluster;

/** The few smallest of many numbers: a heap with the largest on top. */
final class Smallest {
  private final double[] heap;
  private int size;

  Smallest(int most) {
    heap = new double[most];
  }

  void clear() {
    size = 0;
  }

  /** The largest of the smallest. */
  double largest() {
    return heap[0];
  }

  /** What a number must be below to be among the smallest. */
  double bound() {
    return size < heap.length ? Double.POSITIVE_INFINITY : heap[0];
  }

  void offer(double value) {
    if (size < heap.length) {
      int place = size++;
      while (place > 0 && heap[(place - 1) / 2] < value) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
      }
      heap[place] = value;
    } else if (value < heap[0]) {
      sink(value);
    }
  }

  private void sink(double value) {
    int place = 0;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= value) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = value;
  }
}
