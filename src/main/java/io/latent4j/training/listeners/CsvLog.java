package io.latent4j.training.listeners;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.latent4j.files.UnwritableException;
import io.latent4j.files.WholeFile;
import io.latent4j.training.Epoch;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the epochs to a CSV file: their number, metrics and seconds. The file is complete after
 * each epoch; a metric that an epoch lacks is an empty cell.
 */
public final class CsvLog implements TrainingListener {
  private final Path file;

  private CsvLog(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  /**
   * Logs to a file, which is replaced.
   *
   * @param file where to write, in a folder that exists
   * @return the listener
   */
  public static CsvLog of(Path file) {
    return new CsvLog(file);
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    try {
      WholeFile.write(file, out -> write(out, run.epochs()));
    } catch (UnwritableException e) {
      throw new UncheckedIOException(file + " can't be written: " + e.getReason(), e);
    }
  }

  private static void write(OutputStream out, List<Epoch> epochs) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.metrics().keySet()));
    List<String> header = new ArrayList<>(names);
    header.add(0, "epoch");
    header.add("seconds");
    CsvWriter csv = CsvWriter.builder().build(out);
    csv.writeRecord(header);
    for (Epoch epoch : epochs) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(epoch.number()));
      names.forEach(name -> cells.add(cell(epoch.metrics().get(name))));
      cells.add(String.valueOf(epoch.seconds()));
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  private static String cell(Double value) {
    return value == null ? "" : value.toString();
  }
}
