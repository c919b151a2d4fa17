package io.latent4j.cli;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.cli.flags.InsufficientMemoryException;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.data.DataFileException;
import io.latent4j.data.DownloadException;
import io.latent4j.engine.EngineException;
import io.latent4j.manifold.EmbeddingDivergedException;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.training.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What an exception means to whoever started the program.
 *
 * <p>A download that fails is {@value ExitStatus#FAILED} where the network or the server is at
 * fault (the same command may work later, as with a full disk), and {@value ExitStatus#WRONG_INPUT}
 * where the server answers but has no such file, or something else: then the input is missing or
 * corrupt.
 *
 * @param status the exit status
 * @param message one line
 */
record Failure(int status, String message) {

  private static final int LONGEST_MESSAGE = 1000;

  /**
   * What an exception means.
   *
   * @param e the exception
   * @param command the command that threw it
   */
  static Failure of(Throwable e, CommandSpec command) {
    if (e instanceof InvalidOptionException invalid) {
      return new Failure(ExitStatus.WRONG_INPUT, oneLine(naming(invalid, command)));
    }
    if (e instanceof ParameterException
        || e instanceof IllegalArgumentException
        || e instanceof DataFileException
        || e instanceof ModelFormatException) {
      return new Failure(ExitStatus.WRONG_INPUT, oneLine(e.getMessage()));
    }
    return new Failure(ExitStatus.FAILED, oneLine(reason(e)));
  }

  /** Names the flag of an option, which is its name with hyphens. */
  private static String naming(InvalidOptionException e, CommandSpec command) {
    if (e.option().equals("samples")) {
      return "--data: " + e.getMessage();
    }
    String flag = "--" + e.option().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return command.findOption(flag) == null ? e.getMessage() : flag + " " + e.rule();
  }

  private static String reason(Throwable e) {
    if (e instanceof UncheckedIOException unchecked) {
      // Without words of its own it has those of its cause, with a class in front.
      return unchecked.getCause().toString().equals(unchecked.getMessage())
          ? unchecked.getCause().getMessage()
          : unchecked.getMessage();
    }
    if (e instanceof IOException
        || e instanceof DownloadException
        || e instanceof InsufficientMemoryException
        || e instanceof TrainingDivergedException
        || e instanceof EmbeddingDivergedException
        || e instanceof EngineException) {
      return e.getMessage();
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory: " + e.getMessage();
    }
    if (e instanceof LinkageError) {
      return "a native library can't be loaded: " + e.getMessage();
    }
    // Nothing that should happen: the class tells more than the message alone.
    return "unexpected " + e + " (--stacktrace shows where)";
  }

  private static String oneLine(String text) {
    String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
  }
}
