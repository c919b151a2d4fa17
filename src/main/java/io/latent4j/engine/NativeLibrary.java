package io.latent4j.engine;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;

/** The native library below: what must be set before it is loaded, and what it can do here. */
public final class NativeLibrary {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

  private NativeLibrary() {}

  /**
   * Sets what the native library reads when it is loaded. Whatever may be the first to touch native
   * memory calls this before; later it has no effect.
   *
   * <p>The limit that is lifted is JavaCPP's on the memory of the whole process, unless somebody
   * set one: to hold it, JavaCPP asks the system for that memory with every object it makes, which
   * is a tenth of an eager step. Here native memory is freed explicitly; no limit is needed to
   * provoke garbage collections.
   */
  public static void prepare() {
    if (System.getProperty(MEMORY_LIMIT) == null
        && System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty(MEMORY_LIMIT, "0");
    }
  }

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
