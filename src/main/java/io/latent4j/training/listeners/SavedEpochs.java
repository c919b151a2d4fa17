package io.latent4j.training.listeners;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.files.WholeFile;
import io.latent4j.training.Epoch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is stored beside a checkpoint, as JSON.
 *
 * @param settings what is trained, by name
 * @param epochs the epochs so far
 */
record SavedEpochs(Map<String, String> settings, List<Epoch> epochs) {
  private static final String EXPECTED = "the epochs of a run as JSON";
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  SavedEpochs {
    if (settings == null || epochs == null) {
      throw new IllegalArgumentException("settings or epochs are missing");
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    epochs = List.copyOf(epochs);
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "epoch " + (i + 1) + " has the number " + epochs.get(i).number());
      }
    }
  }

  void write(Path file) throws IOException {
    byte[] bytes = JSON.toJson(this).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(bytes));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file the file
   * @return the epochs and their settings
   * @throws ModelFormatException if it is missing or holds something else
   */
  static SavedEpochs read(Path file) {
    try {
      SavedEpochs epochs = JSON.fromJson(Files.readString(file), SavedEpochs.class);
      if (epochs == null) {
        throw new IllegalArgumentException("nothing");
      }
      return epochs;
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(file, EXPECTED, "no such file", e);
    } catch (IOException | RuntimeException e) {
      // Gson says by exceptions of many kinds that the file is not of this record.
      throw new ModelFormatException(file, EXPECTED, reason(e), e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("something else");
  }
}
