package io.latent4j.training;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes the epochs to a CSV file: their number, metrics and seconds; complete after each epoch.
 */
public final class CsvLog implements TrainingListener {
  private final Path file;

  /**
   * Logs to a file, which is replaced.
   *
   * @param file where to write
   */
  public CsvLog(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    List<String> names = new ArrayList<>(epoch.metrics().keySet());
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (CsvWriter csv = CsvWriter.builder().build(partial)) {
        List<String> header = new ArrayList<>(List.of("epoch"));
        header.addAll(names);
        header.add("seconds");
        csv.writeRecord(header);
        for (Epoch row : run.epochs()) {
          List<String> cells = new ArrayList<>(List.of(String.valueOf(row.number())));
          names.forEach(name -> cells.add(String.valueOf(row.metric(name))));
          cells.add(String.valueOf(row.seconds()));
          csv.writeRecord(cells);
        }
      }
      Files.move(
          partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
