package io.latent4j.cli.flags;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The numbers of units of an encoder's layers, from {@code --layers}. */
public final class LayerSizes {

  /** Weights, their gradients, two moments of Adam, the best weights so far: float32 each. */
  private static final int BYTES_PER_WEIGHT = 5 * Float.BYTES;

  private static final double GIBIBYTE = 1 << 30;

  private final int[] units;

  private LayerSizes(int[] units) {
    this.units = units;
  }

  public static LayerSizes parse(String text) {
    return parse(text, "500,500,2000,10");
  }

  /** Understands numbers, or refuses them with other ones as an example. */
  public static LayerSizes parse(String text, String example) {
    try {
      int[] units = Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
      if (Arrays.stream(units).allMatch(unit -> unit >= 1)) {
        return new LayerSizes(units);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "must be whole numbers of at least 1 with commas between, such as %s, but is '%s'"
            .formatted(example, text));
  }

  /** Sizes that several flags say together, each at least 1. */
  public static LayerSizes of(int... units) {
    return new LayerSizes(units.clone());
  }

  /** The same with one more layer. */
  public LayerSizes and(int last) {
    int[] all = Arrays.copyOf(units, units.length + 1);
    all[units.length] = last;
    return new LayerSizes(all);
  }

  public int[] units() {
    return units.clone();
  }

  /**
   * Refuses what the machine can't hold: the system grants native memory that it does not have, and
   * ends the process without a word when it is used.
   */
  public void requireMemory(int features) {
    requireMemory("--layers", features);
  }

  /** The same for a flag of another name. */
  public void requireMemory(String flag, int features) {
    double needed = weights(features) * BYTES_PER_WEIGHT;
    double there =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    if (needed > there) {
      throw new InsufficientMemoryException(
          "out of memory: %s %s needs at least %.0f GiB to train, but this machine has %.0f GiB"
              .formatted(flag, this, needed / GIBIBYTE, there / GIBIBYTE));
    }
  }

  /** How many weights and biases the encoder and its mirror image have. */
  private double weights(int features) {
    double weights = 0;
    double before = features;
    for (int after : units) {
      weights += 2 * before * after + before + after;
      before = after;
    }
    return weights;
  }

  @Override
  public String toString() {
    return Arrays.stream(units).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  /** For picocli. */
  public static final class Converter extends CheckedConverter<LayerSizes> {
    @Override
    public LayerSizes parse(String text) {
      return LayerSizes.parse(text);
    }
  }
}
