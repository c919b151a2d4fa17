package io.latent4j.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an engine runs.
 *
 * @param kind what sort of device
 * @param index the number of the GPU, from 0; 0 for the other kinds
 */
public record Device(Kind kind, int index) {

  /** The sorts of device. */
  public enum Kind {
    /** A GPU if TensorFlow sees one, else the CPU. */
    AUTO,
    /** The CPU, even where there is a GPU. */
    CPU,
    /** One GPU, and nothing else will do. */
    GPU
  }

  /** TensorFlow's own choice. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

  /**
   * Checks the index.
   *
   * @param kind what sort of device
   * @param index the number of the GPU, from 0; 0 for the other kinds
   */
  public Device {
    if (index < 0 || (kind != Kind.GPU && index != 0)) {
      throw new IllegalArgumentException(
          "index of a device must be 0 or, for a GPU, its number, but is " + index);
    }
  }

  /**
   * One GPU.
   *
   * @param index its number, from 0
   * @return the device
   * @throws IllegalArgumentException if the index is negative
   */
  public static Device gpu(int index) {
    return new Device(Kind.GPU, index);
  }

  /**
   * Reads a device as users write it.
   *
   * @param label {@code auto}, {@code cpu} or {@code gpu:N}
   * @return the device
   * @throws IllegalArgumentException if it is none of these
   */
  public static Device of(String label) {
    if (label.equals("auto")) {
      return AUTO;
    }
    if (label.equals("cpu")) {
      return CPU;
    }
    Matcher gpu = GPU.matcher(label);
    if (gpu.matches()) {
      return gpu(Integer.parseInt(gpu.group(1)));
    }
    throw new IllegalArgumentException("device must be auto, cpu or gpu:N, but is '" + label + "'");
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu:" + index;
    };
  }
}
