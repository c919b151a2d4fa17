package io.latent4j.cli;

import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Precision;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of every command that say how it runs and where its results go. */
final class RunFlags {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      order = 200,
      description =
          "Folder for the results; kept if it exists, each file replaced when complete (default:"
              + " output/COMMAND).")
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
      names = "--verbose",
      order = 205,
      description = "Show what TensorFlow prints, and more about data and model.")
  private boolean verbose;

  @Option(
      names = Latent4j.STACKTRACE,
      order = 206,
      description = "Show where an error came from, for reports of bugs.")
  private boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      order = 207,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  OutputFolder outputFolder(String command) {
    return new OutputFolder(out == null ? Path.of("output", command) : out);
  }

  EngineOptions engineOptions() {
    EngineOptions options =
        EngineOptions.defaults().withSeed(seed).withPrecision(precision).withDevice(device);
    return threads == null ? options : options.withThreads(threads);
  }

  boolean isVerbose() {
    return verbose;
  }

  private static final class SeedConverter extends CheckedConverter<Long> {
    @Override
    Long parse(String text) {
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
    Precision parse(String text) {
      return Precision.of(text);
    }
  }

  private static final class DeviceConverter extends CheckedConverter<Device> {
    @Override
    Device parse(String text) {
      return Device.of(text);
    }
  }
}
