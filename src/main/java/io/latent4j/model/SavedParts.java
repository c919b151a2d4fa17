package io.latent4j.model;

import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What a SavedModel of one kind of model is made of, for models that are loaded as what they were
 * saved as. A file that Python saved again, without our assets, is read too, with the scaling that
 * the caller says.
 *
 * <pre>{@code
 * public static KMeansModel load(Path folder) {
 *   SavedParts parts = SavedParts.read(folder, "kmeans");
 *   return new KMeansModel(parts.array("centers").rows(), parts.scaling(), parts.provenance());
 * }
 * }</pre>
 */
public final class SavedParts {
  private final Path folder;
  private final Map<String, ? extends Trackable> variables;
  private final Optional<Scaling> scaling;
  private final Provenance provenance;

  private SavedParts(
      Path folder,
      Map<String, ? extends Trackable> variables,
      Optional<Scaling> scaling,
      Provenance provenance) {
    this.folder = folder;
    this.variables = variables;
    this.scaling = scaling;
    this.provenance = provenance;
  }

  /** Makes a model of parts. */
  @FunctionalInterface
  public interface Maker<M> {

    /**
     * Makes the model.
     *
     * @param parts its parts, which are valid during this call only
     * @return the model
     */
    M make(SavedParts parts);
  }

  /**
   * Reads a model that is arrays.
   *
   * @param <M> the model
   * @param folder the SavedModel
   * @param system what kind of model it must be, as {@link Estimator#name()}
   * @param maker makes the model
   * @return the model
   * @throws ModelFormatException if a file is missing or damaged, or the model is of another kind
   */
  public static <M> M read(Path folder, String system, Maker<M> maker) {
    Provenance provenance = provenance(folder, system);
    Optional<Scaling> scaling = ModelAssets.scaling(folder);
    try (LoadedModel loaded = SavedModels.load(folder)) {
      return maker.make(new SavedParts(folder, loaded.children(), scaling, provenance));
    }
  }

  /**
   * Opens the functions of a model that is a network.
   *
   * @param folder the SavedModel, ours or Python's
   * @param system what kind of model it must be, if it says so
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the functions, to be closed by the caller
   * @throws ModelFormatException if a file is missing or damaged, or the model is of another kind
   */
  public static ModelFunctions functions(
      Path folder, String system, EngineOptions engine, Scaling otherwise) {
    provenance(folder, system);
    Scaling scaling = ModelAssets.scaling(folder).orElse(otherwise);
    LoadedModel loaded = SavedModels.load(folder, engine);
    try {
      return ModelFunctions.of(loaded, scaling);
    } catch (RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
  }

  /**
   * Where a saved model comes from.
   *
   * @param folder the SavedModel
   * @param system what kind of model it must be, if it says so
   * @return what the file says, else that nothing is known
   * @throws ModelFormatException if the file is damaged, or the model is of another kind
   */
  public static Provenance provenance(Path folder, String system) {
    Objects.requireNonNull(folder, "folder");
    Optional<Provenance> read = ModelAssets.provenance(folder);
    read.ifPresent(
        found -> {
          if (!found.system().equals(system)) {
            throw new ModelFormatException(
                folder, "a model of " + system, "one of " + found.system());
          }
        });
    return read.orElse(Provenance.unknown(system));
  }

  /**
   * The table that a saved model was trained on, by which another one is read with the same
   * features.
   *
   * @param folder the SavedModel
   * @return the table; nothing if it was no table, or the file does not say
   * @throws ModelFormatException if the file that says so is damaged
   */
  public static Optional<TableDescription> table(Path folder) {
    return ModelAssets.provenance(folder).flatMap(Provenance::table);
  }

  /**
   * The same of a certain kind of model.
   *
   * @param folder the SavedModel
   * @param system what kind of model it should be
   * @return the table; nothing if it was no table, or the model is of another kind
   * @throws ModelFormatException if the file that says so is damaged
   */
  public static Optional<TableDescription> table(Path folder, String system) {
    return ModelAssets.provenance(folder)
        .filter(found -> found.system().equals(system))
        .flatMap(Provenance::table);
  }

  /**
   * How samples are scaled.
   *
   * @return what the file says, else that they are left as they are
   */
  public Scaling scaling() {
    return scalingOr(Scaling.none());
  }

  /**
   * How samples are scaled.
   *
   * @param otherwise how, if the file does not say
   * @return what the file says, else that
   */
  public Scaling scalingOr(Scaling otherwise) {
    return scaling.orElse(otherwise);
  }

  /**
   * Where the model comes from.
   *
   * @return what the file says, else that nothing is known
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The value of a variable.
   *
   * @param path its path, such as {@code centers} or {@code layers[0].bias}
   * @param axes how many axes it must have
   * @return a copy of its value
   * @throws ModelFormatException if there is none of that path, or it is no such array of float32
   */
  public FloatArray array(String path, int axes) {
    if (!(variables.get(path) instanceof ModelVariable<?> variable)) {
      throw new ModelFormatException(
          folder, "a variable '" + path + "'", String.join(", ", variables.keySet()));
    }
    try (TType value = variable.value()) {
      if (!(value instanceof TFloat32 floats) || value.rank() != axes) {
        throw new ModelFormatException(
            folder,
            "a variable '%s' of float32 with %d axes".formatted(path, axes),
            value.dataType() + " " + value.shape());
      }
      float[] values = new float[Math.toIntExact(floats.size())];
      floats.copyTo(DataBuffers.of(values, false, false));
      return new FloatArray(values, value.shape());
    }
  }

  /**
   * Whether there is a variable.
   *
   * @param path its path, such as {@code centers} or {@code layers[0].bias}
   * @return true if so
   */
  public boolean has(String path) {
    return variables.get(path) instanceof ModelVariable<?>;
  }

  /**
   * Whether there is a variable {@code PATH_remainder}: float32 has too few digits for the other.
   *
   * @param path the path of the other
   * @return true if so
   */
  public boolean hasRemainder(String path) {
    return variables.containsKey(PairedVariable.remainderName(path));
  }

  /**
   * The value of a variable and of its remainder, if it has one, together.
   *
   * @param path the path of the first
   * @param axes how many axes it must have
   * @return a copy
   * @throws ModelFormatException if there is none of that path, or one is no such array of float32
   */
  public DoubleArray doubles(String path, int axes) {
    FloatArray nearest = array(path, axes);
    double[] values = new double[nearest.values().length];
    Arrays.setAll(values, i -> nearest.values()[i]);
    if (hasRemainder(path)) {
      FloatArray rest = array(PairedVariable.remainderName(path), axes);
      if (!rest.shape().equals(nearest.shape())) {
        throw broken("a remainder of shape " + nearest.shape(), rest.shape().toString());
      }
      for (int i = 0; i < values.length; i++) {
        values[i] += rest.values()[i];
      }
    }
    return new DoubleArray(values, nearest.shape());
  }

  /**
   * The content of a file that belongs to the model.
   *
   * @param name the file's name
   * @return its text, in UTF-8
   * @throws ModelFormatException if there is no such file
   */
  public String asset(String name) {
    Path file = folder.resolve("assets").resolve(name);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ModelFormatException(file, "a file that belongs to the model", e.toString(), e);
    }
  }

  /**
   * Says that the file is not what it should be.
   *
   * @param expected what should be there
   * @param found what is
   * @return the exception, to be thrown
   */
  public ModelFormatException broken(String expected, String found) {
    return new ModelFormatException(folder, expected, found);
  }
}
