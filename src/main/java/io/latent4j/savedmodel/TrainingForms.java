package io.latent4j.savedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the training form of a signature: the function in which batch normalization uses the
 * statistics of the batch and dropout drops.
 *
 * <p>Files have no fixed place for it. It is looked for among the traces made with {@code
 * training=True}, and among the functions that are called {@code train}; and it must take the same
 * inputs and give the same outputs.
 */
final class TrainingForms {
  private static final String TRAINING = "training=True";

  private TrainingForms() {}

  static boolean isForTraining(LoadedSignature trace) {
    return trace.description().constants().contains(TRAINING);
  }

  /** The training form of a signature, if the model has one. */
  static Optional<LoadedSignature> of(LoadedModel model, LoadedSignature signature) {
    String name = signature.name();
    List<LoadedSignature> candidates = new ArrayList<>();
    // Another trace of the same function, and then of the function that stands for the model.
    for (String path : List.of(name, "__call__")) {
      model.functions().getOrDefault(path, List.of()).stream()
          .filter(TrainingForms::isForTraining)
          .forEach(candidates::add);
    }
    for (String other :
        List.of(name + "_train", "train_" + name, name + "_training", "train", "training")) {
      if (model.signatures().containsKey(other)) {
        candidates.add(model.signatures().get(other));
      }
      candidates.addAll(model.functions().getOrDefault(other, List.of()));
    }
    List<LoadedSignature> marked =
        model.functions().values().stream()
            .flatMap(List::stream)
            .filter(TrainingForms::isForTraining)
            .filter(trace -> fits(signature, trace))
            .toList();
    if (marked.size() == 1) { // several could be those of parts
      candidates.addAll(marked);
    }
    return candidates.stream()
        .filter(other -> other != signature && fits(signature, other))
        .findFirst();
  }

  private static boolean fits(LoadedSignature signature, LoadedSignature other) {
    return fit(signature.description().inputs(), other.description().inputs())
        && fit(signature.description().outputs(), other.description().outputs());
  }

  private static boolean fit(List<TensorDescription> ours, List<TensorDescription> theirs) {
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      if (ours.get(i).type() != theirs.get(i).type()
          || !ours.get(i).shape().isCompatibleWith(theirs.get(i).shape())) {
        return false;
      }
    }
    return true;
  }
}
