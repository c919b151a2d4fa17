package io.latent4j.cli.commands;

import io.latent4j.model.FitListener;
import io.latent4j.model.Stages;
import io.latent4j.model.TrainingProgress;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.savedmodel.TrainableModel;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Trains a signature of a model to give certain outputs for certain inputs. */
final class SavedModelTraining {
  private final TrainableModel network;
  private final String signature;
  private final Map<String, TType> targets;
  private final OutputLoss loss;

  /** Names of the model may be the same for inputs and outputs; the names of arrays may not. */
  private final Map<String, String> inputArrays = new LinkedHashMap<>();

  private final Map<String, String> targetArrays = new LinkedHashMap<>();
  private final TrainingSet set;
  private final Trainer trainer;

  SavedModelTraining(
      TrainableModel network,
      String signature,
      Map<String, TType> inputs,
      Map<String, TType> targets,
      OutputLoss loss,
      Optimizer optimizer) {
    this.network = network;
    this.signature = signature;
    this.targets = targets;
    this.loss = loss;
    Map<String, TType> arrays = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> add("input_", name, tensor, inputArrays, arrays));
    targets.forEach((name, tensor) -> add("target_", name, tensor, targetArrays, arrays));
    this.set = TrainingSet.of(arrays);
    this.trainer = Trainer.minimizing(network.engine(), network, optimizer, this::loss);
  }

  private static void add(
      String prefix,
      String name,
      TType tensor,
      Map<String, String> names,
      Map<String, TType> arrays) {
    String array = prefix + names.size();
    names.put(name, array);
    arrays.put(array, tensor);
  }

  private Operand<TFloat32> loss(Ops tf, Batch batch, Mode mode) {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputArrays.forEach((name, array) -> inputs.put(name, batch.rows(array)));
    Map<String, Operand<? extends TType>> outputs = network.call(tf, signature, inputs, mode);
    List<Operand<TFloat32>> losses = new ArrayList<>();
    targetArrays.forEach(
        (name, array) -> {
          Operand<? extends TType> output =
              tf.ensureShape(outputs.get(name), batchShape(targets.get(name)));
          losses.add(loss.of(tf, name, batch.rows(array), output));
        });
    return losses.size() == 1 ? losses.get(0) : tf.math.addN(losses);
  }

  private static Shape batchShape(TType target) {
    long[] sizes = target.shape().asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  int rows() {
    return set.count();
  }

  History fit(int epochs, int batchSize, FitListener listener) {
    TrainingProgress progress = new TrainingProgress(new Stages(List.of(listener)), "training");
    History history = trainer.fit(set, TrainingOptions.of(epochs, batchSize), progress);
    progress.end(history);
    return history;
  }

  /** The loss of all rows in inference form. */
  double evaluate(int batchSize) {
    return trainer.evaluate(set, batchSize).get(BatchFunction.LOSS);
  }
}
