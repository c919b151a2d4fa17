package io.latent4j.engine;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;

/** What the native library can do on this machine. */
final class NativeLibrary {
  private NativeLibrary() {}

  /** Refuses a GPU that TensorFlow does not see. */
  static void checkDevice(EngineOptions options) {
    if (options.device().kind() != Device.Kind.GPU) {
      return;
    }
    try (Graph graph = new Graph();
        Session session =
            new Session(
                graph, options.toProto().toBuilder().setAllowSoftPlacement(false).build())) {
      Ops tf =
          Ops.create(graph)
              .withDevice(
                  org.tensorflow.DeviceSpec.newBuilder()
                      .deviceType(org.tensorflow.DeviceSpec.DeviceType.GPU)
                      .deviceIndex(0)
                      .build());
      session.runner().fetch(tf.math.neg(tf.constant(1f))).run().close();
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "device must be one that TensorFlow sees, but is " + options.device(), e);
    }
  }
}
