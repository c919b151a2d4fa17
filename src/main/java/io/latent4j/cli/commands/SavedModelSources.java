package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.NamedFile;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Downloads;
import io.latent4j.data.DataFileException;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.OpenedData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;

/** What the inputs and targets of SavedModels come from, other than arrays of their own type. */
final class SavedModelSources implements NamedTensors.Sources {
  private final DataFlags flags;
  private final Host host;
  private final boolean scales;
  private final BiFunction<String, Samples, Scaling> scaling;
  private final Function<String, Optional<TableDescription>> tables;
  private boolean opened;

  private SavedModelSources(
      DataFlags flags,
      Host host,
      boolean scales,
      BiFunction<String, Samples, Scaling> scaling,
      Function<String, Optional<TableDescription>> tables) {
    this.flags = flags;
    this.host = host;
    this.scales = scales;
    this.scaling = scaling;
    this.tables = tables;
  }

  static SavedModelSources ofInputs(DataFlags flags, Host host, SavedModelScale scale) {
    return new SavedModelSources(flags, host, scale.changes(), scale::ofInput, scale::tableOf);
  }

  static SavedModelSources ofTargets(DataFlags flags, Host host, SavedModelScale scale) {
    return new SavedModelSources(
        flags, host, scale.changes(), scale::ofOutput, name -> Optional.empty());
  }

  @Override
  public int limit() {
    return flags.options(host).limit().orElse(Integer.MAX_VALUE);
  }

  @Override
  public Samples samples(NamedFile file) {
    opened = true;
    DataSource source = DataSource.parse(file.source());
    DataOptions options =
        tables
            .apply(file.name())
            .map(table -> flags.options(host, table))
            .orElseGet(() -> flags.options(host));
    try (Downloads downloads = new Downloads(host)) {
      OpenedData data = flags.catalog(downloads).open(source, options);
      data.validation().ifPresent(Samples::close);
      return data.samples();
    }
  }

  /** Whether a data source was opened, whose samples may be on another scale than the model's. */
  boolean opened() {
    return opened;
  }

  @Override
  public Scaling scaling(String name, Samples samples) {
    return scaling.apply(name, samples);
  }

  @Override
  public boolean scales() {
    return scales;
  }

  @Override
  public TString texts(String flag, NamedFile file) {
    byte[] content = content(flag, file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new DataFileException(
          file.source(), "", "texts in UTF-8, a line each", "bytes that are none", e);
    }
    List<byte[]> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
    return TString.tensorOfBytes(
        Shape.of(lines.size()), DataBuffers.ofObjects(lines.toArray(byte[][]::new)));
  }

  private static byte[] content(String flag, NamedFile file) {
    try {
      Path path = Path.of(file.source());
      if (Files.isRegularFile(path)) {
        return Files.readAllBytes(path);
      }
      if (!Files.exists(path)) {
        throw new NoSuchFileException(file.source());
      }
    } catch (NoSuchFileException e) {
      throw new DataFileException(file.source(), "", "a readable file", "no such file", e);
    } catch (IOException e) {
      throw new DataFileException(file.source(), "", "a readable file", e.getMessage(), e);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "%s %s must be a file, but is '%s'".formatted(flag, file.name(), file.source()), e);
    }
    throw new IllegalArgumentException(
        "%s %s takes texts, an .npy file of them or a text file with a line each, but %s is neither"
            .formatted(flag, file.name(), file.source()));
  }
}
