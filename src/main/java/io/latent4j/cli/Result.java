package io.latent4j.cli;

import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;

/** What a command found. */
interface Result extends AutoCloseable {

  /** The figures, for the terminal. */
  TextTable table();

  /** Writes all files. */
  void writeTo(Path folder, RunProvenance provenance) throws IOException;

  /** Frees the native memory of models; nothing can be written afterwards. */
  @Override
  void close();
}
