package io.latent4j.model;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A model that is some arrays, such as centers or a map, and computes in Java. It becomes
 * TensorFlow variables and functions only when it is saved; until then it holds no native memory.
 * It may be used by several threads.
 */
public abstract class ArrayModel implements Model {
  private final Scaling scaling;
  private final Provenance provenance;
  private SavableArrays savable;
  private boolean closed;

  /**
   * A model without its arrays, which the subclass keeps.
   *
   * @param scaling how samples are scaled before all else
   * @param provenance where the model comes from
   */
  protected ArrayModel(Scaling scaling, Provenance provenance) {
    this.scaling = Objects.requireNonNull(scaling, "scaling");
    this.provenance = Objects.requireNonNull(provenance, "provenance");
  }

  @Override
  public final Scaling scaling() {
    return scaling;
  }

  @Override
  public final Provenance provenance() {
    return provenance;
  }

  /**
   * The arrays by the names of the variables that they become.
   *
   * @return at least one
   */
  protected abstract Map<String, FloatArray> arrays();

  /**
   * The functions that the model offers when it is saved. Their input {@code x} is scaled.
   *
   * @param variables the arrays as variables
   * @return at least one; the first is the one that is meant if nobody says which
   */
  protected abstract List<ModelFunction> functions(Variables variables);

  /**
   * What else belongs to the model, as files that {@link SavedParts#asset} reads.
   *
   * @return the contents by file name; empty unless a model says otherwise
   */
  protected Map<String, byte[]> assets() {
    return Map.of();
  }

  @Override
  public final synchronized Optional<SavableModel> savable() {
    if (closed) {
      throw new IllegalStateException("model is closed");
    }
    if (savable == null) {
      savable = new SavableArrays(this);
    }
    return Optional.of(savable);
  }

  @Override
  public final synchronized void close() {
    closed = true;
    if (savable != null) {
      savable.engine.close();
      savable = null;
    }
  }

  /** The arrays of a model as variables of an engine. */
  public static final class Variables {
    private final Map<String, ModelVariable<TFloat32>> byName = new LinkedHashMap<>();

    private Variables(Engine engine, Map<String, FloatArray> arrays) {
      arrays.forEach(
          (name, array) -> {
            try (TFloat32 tensor =
                TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values(), true, false))) {
              byName.put(name, engine.variable(name, TFloat32.class, tensor));
            }
          });
    }

    /**
     * The variable of an array.
     *
     * @param name the array's name
     * @return the variable
     */
    public ModelVariable<TFloat32> get(String name) {
      return Objects.requireNonNull(byName.get(name), name);
    }

    /**
     * The variable of an array and, if there is one, that of its remainder.
     *
     * @param name the array's name
     * @return the numbers of {@link DoubleArray#inFloats}
     */
    public PairedVariable pair(String name) {
      return PairedVariable.of(
          name, get(name), Optional.ofNullable(byName.get(PairedVariable.remainderName(name))));
    }
  }

  private static final class SavableArrays implements SavableModel {
    private final GraphEngine engine = GraphEngine.create(EngineOptions.defaults());
    private final ArrayModel model;
    private final Variables variables;

    SavableArrays(ArrayModel model) {
      this.model = model;
      try {
        variables = new Variables(engine, model.arrays());
      } catch (RuntimeException | Error e) {
        engine.close();
        throw e;
      }
    }

    @Override
    public Engine engine() {
      return engine;
    }

    @Override
    public Map<String, Trackable> children() {
      return new LinkedHashMap<>(variables.byName);
    }

    @Override
    public List<ModelFunction> functions() {
      return model.functions(variables);
    }

    @Override
    public Map<String, byte[]> assets() {
      Map<String, byte[]> all = new TreeMap<>(ModelAssets.of(model.scaling, model.provenance));
      all.putAll(model.assets());
      return all;
    }

    @Override
    public String toString() {
      return model.toString();
    }
  }
}
