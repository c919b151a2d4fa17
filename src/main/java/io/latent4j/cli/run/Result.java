package io.latent4j.cli.run;

import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;

/** What a command found. */
public interface Result extends AutoCloseable {

  /** The figures, for the terminal. */
  TextTable table();

  /** Writes all files. */
  void writeTo(Path folder) throws IOException;

  /** Frees the native memory of models; nothing can be written afterwards. */
  @Override
  void close();
}
