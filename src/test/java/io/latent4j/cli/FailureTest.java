package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.DataFileException;
import io.latent4j.model.InvalidOptionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class FailureTest {
  private static final CommandSpec COMMAND =
      CommandSpec.create()
          .addOption(OptionSpec.builder("--max-iterations").build())
          .addOption(OptionSpec.builder("--data").build());

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalArgumentException("x must be 1"), 2, "x must be 1"),
        Arguments.of(
            new InvalidOptionException("maxIterations", "at least 1", 0),
            2,
            "--max-iterations must be at least 1, but is 0"),
        Arguments.of(
            new InvalidOptionException("samples", "at least 2", 1),
            2,
            "--data: samples must be at least 2, but is 1"),
        Arguments.of(
            new InvalidOptionException("depth", "at least 1", 0),
            2,
            "depth must be at least 1, but is 0"),
        Arguments.of(
            new DataFileException("a.npy", "byte 3", "x", "y"),
            2,
            "a.npy: byte 3: expected x, found y"),
        Arguments.of(new IOException("disk\nis full"), 1, "disk is full"),
        Arguments.of(new UncheckedIOException(new IOException("disk is full")), 1, "disk is full"),
        Arguments.of(
            new UncheckedIOException("a.part can't be written: full", new IOException("full")),
            1,
            "a.part can't be written: full"),
        Arguments.of(new OutOfMemoryError("Java heap space"), 1, "out of memory: Java heap space"),
        Arguments.of(
            new UnsatisfiedLinkError("no tensorflow"),
            1,
            "a native library can't be loaded: no tensorflow"),
        Arguments.of(
            new IllegalStateException("odd"),
            1,
            "unexpected java.lang.IllegalStateException: odd (--stacktrace shows where)"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhoseFaultItIsInOneLine(Throwable e, int status, String message) {
    assertThat(Failure.of(e, COMMAND)).isEqualTo(new Failure(status, message));
  }
}
