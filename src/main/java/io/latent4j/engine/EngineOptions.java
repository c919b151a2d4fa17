package io.latent4j.engine;

import java.util.Objects;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How an engine computes.
 *
 * @param precision the number format of matrix products
 * @param threads how many threads one operation, and how many operations at a time, may use; at
 *     least 1
 * @param device where to run
 * @param seed what all randomness of the engine derives from
 */
public record EngineOptions(Precision precision, int threads, Device device, long seed) {

  /** The seed that is used when none is given. */
  public static final long DEFAULT_SEED = 42;

  /**
   * Checks the options.
   *
   * @param precision the number format of matrix products
   * @param threads at least 1
   * @param device where to run
   * @param seed any number
   */
  public EngineOptions {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(device, "device");
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
  }

  /**
   * Float32, all cores, TensorFlow's choice of device, seed {@value #DEFAULT_SEED}.
   *
   * @return the default options
   */
  public static EngineOptions defaults() {
    return new EngineOptions(
        Precision.FLOAT32, Runtime.getRuntime().availableProcessors(), Device.AUTO, DEFAULT_SEED);
  }

  /**
   * These options with another precision.
   *
   * @param precision the number format of matrix products
   * @return the new options
   */
  public EngineOptions withPrecision(Precision precision) {
    return new EngineOptions(precision, threads, device, seed);
  }

  /**
   * These options with another number of threads.
   *
   * @param threads at least 1
   * @return the new options
   * @throws IllegalArgumentException if the number is not positive
   */
  public EngineOptions withThreads(int threads) {
    return new EngineOptions(precision, threads, device, seed);
  }

  /**
   * These options on another device.
   *
   * @param device where to run
   * @return the new options
   */
  public EngineOptions withDevice(Device device) {
    return new EngineOptions(precision, threads, device, seed);
  }

  /**
   * These options with another seed.
   *
   * @param seed any number
   * @return the new options
   */
  public EngineOptions withSeed(long seed) {
    return new EngineOptions(precision, threads, device, seed);
  }

  ConfigProto toProto() {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads);
    GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(true);
    switch (device.kind()) {
      case AUTO -> config.setAllowSoftPlacement(true);
      case CPU -> config.putDeviceCount("GPU", 0);
      case GPU ->
          // The chosen GPU becomes the only one, GPU:0, and what has no GPU kernel runs on the CPU.
          config
              .setAllowSoftPlacement(true)
              .setGpuOptions(gpu.setVisibleDeviceList("" + device.index()));
    }
    config.setGpuOptions(gpu);
    if (precision == Precision.BFLOAT16) {
      config.setGraphOptions(
          GraphOptions.newBuilder()
              .setRewriteOptions(
                  RewriterConfig.newBuilder()
                      .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)));
    }
    return config.build();
  }
}
