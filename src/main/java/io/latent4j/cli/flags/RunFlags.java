package io.latent4j.cli.flags;

import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of every command that say how it runs and where its results go. */
public final class RunFlags {

  /** The flag that shows where an error came from. */
  public static final String STACKTRACE = "--stacktrace";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      order = 200,
      description =
          "Folder for the results; the files of the former run there are replaced when the new ones"
              + " are complete, what else is there stays (default: output/COMMAND).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 201,
      defaultValue = "42",
      converter = SeedConverter.class,
      description =
          "What all randomness derives from: same seed, threads and machine, same result, byte for"
              + " byte (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      order = 202,
      defaultValue = "float32",
      converter = PrecisionConverter.class,
      description = "float32 or bfloat16 (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 203,
      converter = IntegerConverter.Positive.class,
      description = "How many threads compute (default: all cores).")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      order = 204,
      defaultValue = "auto",
      converter = DeviceConverter.class,
      description = "auto, cpu or gpu:N (default: ${DEFAULT-VALUE}).")
  private Device device;

  @Option(
      names = "--no-reconstructions",
      order = 205,
      description = "Leave out the arrays that are as large as the data.")
  private boolean noReconstructions;

  @Option(
      names = "--verbose",
      order = 206,
      description = "Show what TensorFlow prints, and more about data and model.")
  private boolean verbose;

  @Option(
      names = STACKTRACE,
      order = 207,
      description = "Show where an error came from, for reports of bugs.")
  private boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      order = 208,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The folder for the results of a command. */
  public Path out(String command) {
    return out == null ? Path.of("output", command) : out;
  }

  /** Whether arrays as large as the data are written. */
  public boolean writesReconstructions() {
    return !noReconstructions;
  }

  /** How to compute. */
  public EngineOptions engineOptions() {
    EngineOptions options =
        EngineOptions.defaults().withSeed(seed).withPrecision(precision).withDevice(device);
    return threads == null ? options : options.withThreads(threads);
  }

  /** Whether to tell more. */
  public boolean isVerbose() {
    return verbose;
  }

  private static final class SeedConverter extends CheckedConverter<Long> {
    @Override
    public Long parse(String text) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "must be a whole number of 64 bits, but is '" + text + "'", e);
      }
    }
  }

  private static final class PrecisionConverter extends CheckedConverter<Precision> {
    @Override
    public Precision parse(String text) {
      return Precision.of(text);
    }
  }

  private static final class DeviceConverter extends CheckedConverter<Device> {
    @Override
    public Device parse(String text) {
      return Device.of(text);
    }
  }
}
