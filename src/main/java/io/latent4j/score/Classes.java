package io.latent4j.score;

import io.latent4j.data.Samples;
import io.latent4j.model.InvalidOptionException;
import java.util.Arrays;
import java.util.List;

/**
 * The classes of labels, numbered in their order.
 *
 * @param labels a label for each class, ascending
 */
record Classes(List<Integer> labels) {

  static Classes of(int... labels) {
    return new Classes(Arrays.stream(labels).distinct().sorted().boxed().toList());
  }

  /** The number of each label's class. */
  int[] numbers(int... of) {
    int[] known = numbersToLabels();
    int[] numbers = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      numbers[i] = Arrays.binarySearch(known, of[i]);
      if (numbers[i] < 0) {
        throw new InvalidOptionException(
            "labels", "must be among %s, but label %d is %d".formatted(labels, i, of[i]));
      }
    }
    return numbers;
  }

  /** The same samples, which share their memory, with their classes' numbers for labels. */
  Samples numbered(Samples samples) {
    int[] own =
        samples
            .labels()
            .orElseThrow(
                () ->
                    new InvalidOptionException(
                        "labels", "must be there for samples to be classified, but are not"));
    return samples.withLabels(numbers(own));
  }

  /** The label of each class's number. */
  int[] numbersToLabels() {
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }
}
