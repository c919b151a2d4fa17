package io.latent4j.engine;

import org.tensorflow.Tensor;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Copies of tensors. */
final class Tensors {
  private Tensors() {}

  /** A tensor with memory of its own. */
  static <T extends TType> T copy(TType tensor, Class<T> type) {
    if (tensor instanceof TString strings) {
      return type.cast(TString.tensorOf(strings));
    }
    return Tensor.of(type, tensor.shape(), tensor.asRawTensor().data());
  }
}
