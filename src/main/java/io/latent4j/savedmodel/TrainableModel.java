package io.latent4j.savedmodel;

import io.latent4j.autodiff.MissingGradientException;
import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * A loaded model whose functions become part of other functions, with every operation in sight of a
 * tape, and whose variables train:
 *
 * <pre>{@code
 * TrainableModel network = model.trainable();
 * List<ModelVariable<?>> weights = network.trainableVariables();
 * Optimizer optimizer = Adam.of(0.001f);
 * CompiledFunction step =
 *     network.engine().function("step", List.of(InputSpec.floats("x", -1, 784)), (tf, in) -> {
 *       try (GradientTape tape = GradientTape.on(network.engine())) {
 *         Operand<TFloat32> y =
 *             network.call(tf, "serve", in.floats("x"), Mode.TRAINING);
 *         Operand<TFloat32> loss = mse.apply(tf, in.floats("x"), y);
 *         optimizer.apply(tf, tape.gradient(loss, weights), weights);
 *         return Map.of("loss", loss);
 *       }
 *     });
 * ...
 * model.save(Path.of("trained"));
 * }</pre>
 */
public final class TrainableModel implements Trackable {
  private final LoadedModel model;

  TrainableModel(LoadedModel model) {
    this.model = model;
  }

  /**
   * The engine in which the variables live and functions are made.
   *
   * @return the engine of the loaded model
   */
  public GraphEngine engine() {
    return model.engine();
  }

  /**
   * The variables by path.
   *
   * @return those of the loaded model
   */
  @Override
  public Map<String, Trackable> children() {
    return model.children();
  }

  /**
   * Whether the file has a training form of a signature, in which batch normalization uses the
   * statistics of the batch and dropout drops. Without one, training uses the only form there is.
   *
   * @param name the name of the signature, or the path of the function
   * @return true if there is one
   * @throws IllegalArgumentException if there is no function of that name
   */
  public boolean hasTrainingForm(String name) {
    return trainingForm(name).isPresent();
  }

  /**
   * The training form of a signature.
   *
   * @param name the name of the signature, or the path of the function
   * @return the function that training uses in its place, if the file has one
   * @throws IllegalArgumentException if there is no function of that name
   */
  public Optional<LoadedSignature> trainingForm(String name) {
    return TrainingForms.of(model, model.function(name));
  }

  /**
   * Makes a signature part of a function that is being built.
   *
   * @param tf the operations of the model's engine
   * @param name the name of the signature, or the path of the function
   * @param inputs an operand for each input that is not optional
   * @param mode whether to use the training form, where the file has one
   * @return the outputs by the names that the signature gives them
   * @throws IllegalArgumentException if there is no function of that name, an input is missing,
   *     unknown, or of another type or shape, or the operations are not of the model's engine
   * @throws io.latent4j.checkpoint.ModelFormatException if the file has it in a form that can't be
   *     run
   */
  public Map<String, Operand<? extends TType>> call(
      Ops tf, String name, Map<String, ? extends Operand<?>> inputs, Mode mode) {
    if (tf.scope().env() != engine().ops().scope().env()) {
      throw new IllegalArgumentException("tf must be the operations of the model's engine");
    }
    LoadedSignature signature = model.function(name);
    LoadedSignature form = mode == Mode.TRAINING ? trainingForm(name).orElse(signature) : signature;
    List<TensorDescription> described = signature.description().inputs();
    List<String> names = described.stream().map(TensorDescription::name).toList();
    Set<String> needed = new LinkedHashSet<>(names);
    needed.removeAll(signature.description().optional());
    if (!inputs.keySet().containsAll(needed) || !names.containsAll(inputs.keySet())) {
      throw new IllegalArgumentException(
          "inputs of '%s' must be %s, but are %s".formatted(name, names, inputs.keySet()));
    }
    Map<String, Operand<?>> arguments = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String own = form.description().inputs().get(i).name();
      if (inputs.containsKey(names.get(i))) {
        signature.inputs().get(i).check(inputs.get(names.get(i)));
        arguments.put(own, inputs.get(names.get(i)));
      } else {
        arguments.put(own, signature.defaultOf(described.get(i)));
      }
    }
    List<Operand<? extends TType>> results = new ArrayList<>(form.apply(arguments).values());
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      outputs.put(signature.description().outputs().get(i).name(), results.get(i));
    }
    return outputs;
  }

  /**
   * Makes a signature of one input and one output part of a function that is being built.
   *
   * @param <T> the type of the input and the output
   * @param tf the operations of the model's engine
   * @param name the name of the signature, or the path of the function
   * @param input the input
   * @param mode whether to use the training form, where the file has one
   * @return the output
   * @throws IllegalArgumentException if there is no function of that name, it has several inputs or
   *     outputs, or its output is of another type
   */
  public <T extends TType> Operand<T> call(Ops tf, String name, Operand<T> input, Mode mode) {
    FunctionDescription description = model.function(name).description();
    if (description.inputs().size() != 1 || description.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "function must have one input and one output, but is " + description);
    }
    Map<String, Operand<? extends TType>> outputs =
        call(tf, name, Map.of(description.inputs().get(0).name(), input), mode);
    return outputs.values().iterator().next().asOutput().expect(input.type());
  }

  /**
   * Why a signature can't be trained.
   *
   * @param name the name of the signature, or the path of the function
   * @return the first operation on the way from the trainable variables to the outputs that has no
   *     gradient, with its place in the model, or that a trainable variable is of complex numbers,
   *     or that none has an influence on outputs of floats; nothing if it can be trained
   * @throws IllegalArgumentException if there is no function of that name
   */
  public Optional<String> obstacle(String name) {
    LoadedSignature signature = model.function(name);
    LoadedSignature form = trainingForm(name).orElse(signature);
    Optional<VariableDescription> complex = model.handles().complexWeight(form.stored().bound());
    if (complex.isPresent()) {
      return Optional.of(
          "variable '%s' is %s, of which no gradients are taken"
              .formatted(complex.get().path(), ElementTypes.name(complex.get().type())));
    }
    List<ModelVariable<?>> weights = trainableVariables();
    TrainingProbe probe = new TrainingProbe(this, signature);
    try {
      return probe.hasGradients(weights)
          ? Optional.empty()
          : Optional.of(
              "no trainable variable has an influence on outputs of '"
                  + name
                  + "' that are floats");
    } catch (MissingGradientException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Saves the model with the values that its variables have now, as {@link LoadedModel#save} does.
   *
   * @param folder where to
   * @throws IllegalArgumentException if something else than a SavedModel is there
   * @throws UncheckedIOException if it can't be written; the message names the folder
   */
  public void save(Path folder) {
    model.save(folder);
  }

  @Override
  public String toString() {
    return "trainable " + model;
  }
}
