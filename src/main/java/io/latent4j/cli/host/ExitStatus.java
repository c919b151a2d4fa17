package io.latent4j.cli.host;

/** What the program returns to whoever started it. */
public final class ExitStatus {
  /** All is done. */
  public static final int DONE = 0;

  /** The work failed. */
  public static final int FAILED = 1;

  /** The command line or an input is wrong. */
  public static final int WRONG_INPUT = 2;

  /** A signal ended the work. */
  public static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
