package io.latent4j.cli;

import io.latent4j.data.Samples;
import java.util.Optional;
import java.util.function.Function;

/**
 * The clusters of all samples of a run.
 *
 * @param all of the rows of {@code --data}
 * @param training of those that were learned from
 * @param validation of those that were held out
 * @param test of the test samples
 */
record ClusterRows(int[] all, int[] training, Optional<int[]> validation, Optional<int[]> test) {

  static ClusterRows of(RunData data, int[] fitted, Function<Samples, int[]> predict) {
    return new ClusterRows(
        data.training() == data.all() ? fitted : predict.apply(data.all()),
        fitted,
        data.validation().map(predict),
        data.test().map(predict));
  }

  void addTo(RunResult result, RunData data) {
    result.array("labels", all, all.length);
    if (data.separateValidation().isPresent()) {
      validation.ifPresent(held -> result.array("val_labels", held, held.length));
    }
  }

  void addAgreement(RunResult result, RunData data, ClusterFigures figures) {
    figures.addAgreement(result, "", data.training(), training);
    validation.ifPresent(
        held -> figures.addAgreement(result, "val_", data.validation().orElseThrow(), held));
    test.ifPresent(held -> figures.addAgreement(result, "test_", data.test().orElseThrow(), held));
  }
}
