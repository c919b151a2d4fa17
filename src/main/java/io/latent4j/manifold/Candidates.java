package io.latent4j.manifold;

/** The few smallest of many numbers, and whose they are: a heap with the largest on top. */
final class Candidates {
  private final float[] distances;
  private final int[] indices;
  private int size;

  /** Makes room for so many. */
  Candidates(int most) {
    distances = new float[most];
    indices = new int[most];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int index(int place) {
    return indices[place];
  }

  /** Takes in those of some numbers that are among the smallest, but for one. */
  void offerAll(float[] values, int count, int firstIndex, int except) {
    int i = 0;
    for (; i < count && size < distances.length; i++) {
      if (firstIndex + i != except) {
        offer(values[i], firstIndex + i);
      }
    }
    float bound = distances[0];
    for (; i < count; i++) {
      if (values[i] < bound && firstIndex + i != except) {
        offer(values[i], firstIndex + i);
        bound = distances[0];
      }
    }
  }

  private void offer(float distance, int index) {
    if (size < distances.length) {
      int place = size++;
      while (place > 0 && distances[(place - 1) / 2] < distance) {
        move((place - 1) / 2, place);
        place = (place - 1) / 2;
      }
      put(place, distance, index);
      return;
    }
    sink(distance, index, size);
  }

  /** Puts a number in the place of the largest. */
  private void sink(float distance, int index, int end) {
    int place = 0;
    while (2 * place + 1 < end) {
      int child = 2 * place + 1;
      if (child + 1 < end && distances[child + 1] > distances[child]) {
        child++;
      }
      if (distances[child] <= distance) {
        break;
      }
      move(child, place);
      place = child;
    }
    put(place, distance, index);
  }

  /** Sorts what was found, smallest first; nothing can be offered any more until it is cleared. */
  Candidates sorted() {
    for (int end = size - 1; end > 0; end--) {
      float distance = distances[end];
      int index = indices[end];
      move(0, end);
      sink(distance, index, end);
    }
    return this;
  }

  private void move(int from, int to) {
    distances[to] = distances[from];
    indices[to] = indices[from];
  }

  private void put(int place, float distance, int index) {
    distances[place] = distance;
    indices[place] = index;
  }
}
