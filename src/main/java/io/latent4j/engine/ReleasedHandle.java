package io.latent4j.engine;

import org.tensorflow.Output;
import org.tensorflow.internal.c_api.TFE_TensorHandle;

/**
 * Takes the place of the native handle of an operand that was released. TensorFlow would say that
 * its session is closed, which it is not.
 */
final class ReleasedHandle extends TFE_TensorHandle {

  static final ReleasedHandle INSTANCE = new ReleasedHandle();

  /** What operands say that are used too late. */
  static final String MESSAGE =
      "was released with the memory scope, tape or function call that made it";

  private ReleasedHandle() {}

  /**
   * Whether there is a handle, which TensorFlow Java asks before each use.
   *
   * @return true to those who only want to know
   * @throws IllegalStateException to those who want to use it
   */
  @Override
  public boolean isNull() {
    boolean isQuestion =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .skip(1)
                        .findFirst()
                        .filter(
                            caller ->
                                caller.getClassName().equals(Output.class.getName())
                                    || caller.getClassName().startsWith("org.bytedeco."))
                        .isPresent());
    if (isQuestion) {
      return true;
    }
    throw new IllegalStateException("the operand " + MESSAGE);
  }
}
