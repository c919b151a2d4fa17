package io.latent4j.checkpoint;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tensorflow.types.family.TType;

/**
 * Saves and restores the variables of a tree: a model, its optimizer, a step counter.
 *
 * <p>The files are TensorFlow's own. Python reads what is saved here with {@code
 * tf.train.Checkpoint(model=…, optimizer=…).restore(prefix)} or {@code
 * tf.train.load_checkpoint(prefix)}, and what Python saved is restored here.
 *
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoint.of(Map.of("model", model, "optimizer", optimizer));
 * checkpoint.save(Path.of("run/best"));
 * ...
 * checkpoint.restore(Path.of("run/best"));
 * }</pre>
 *
 * <p>A checkpoint is saved and restored by the thread that uses the engines of the variables.
 */
public final class Checkpoint {
  private final Trackable root;

  private Checkpoint(Trackable root) {
    this.root = root;
  }

  /**
   * The checkpoint of one tree; its children are what Python has as arguments of {@code
   * tf.train.Checkpoint}.
   *
   * @param root the tree
   * @return the checkpoint
   * @throws IllegalArgumentException if the root is a variable, which would have no path
   */
  public static Checkpoint of(Trackable root) {
    if (Objects.requireNonNull(root, "root") instanceof ModelVariable<?> variable) {
      throw new IllegalArgumentException(
          "root must be a node with children, but is variable '" + variable.name() + "'");
    }
    return new Checkpoint(root);
  }

  /**
   * The checkpoint of several trees.
   *
   * @param roots the trees by name; as in Python they are stored in the order of the names
   * @return the checkpoint
   * @throws IllegalArgumentException if there are none or a name is empty
   */
  public static Checkpoint of(Map<String, ? extends Trackable> roots) {
    if (roots.isEmpty() || roots.containsKey("")) {
      throw new IllegalArgumentException("roots must be trees by name, but are " + roots.keySet());
    }
    Map<String, Trackable> children = Collections.unmodifiableMap(new TreeMap<>(roots));
    return new Checkpoint(() -> children);
  }

  /**
   * Saves the values of all variables in files whose names start with the prefix: {@code
   * prefix.index} and {@code prefix.data-00000-of-00001}.
   *
   * <p>A save that fails leaves the former files of that prefix as they were. A process that is
   * killed between the renames of the two files leaves an index that does not fit its data, and
   * restoring says so. A {@link CheckpointManager} has no such moment: every step has its own
   * files.
   *
   * @param prefix what the names of the files start with; its folder is made if it is missing
   * @throws IllegalArgumentException if the prefix has no name
   * @throws UncheckedIOException if the files can't be written; the message names the prefix
   */
  public void save(Path prefix) {
    save(prefix, 1);
  }

  void save(Path prefix, long saveCount) {
    Objects.requireNonNull(prefix, "prefix");
    CheckpointWriter.write(prefix, ObjectGraph.of(root), OptionalLong.of(saveCount));
  }

  /**
   * Restores all variables of the tree, or none. What the checkpoint has besides is left alone.
   *
   * @param prefix what the names of the files start with
   * @throws ModelFormatException if a file is missing or damaged, or if the checkpoint lacks a
   *     variable or has it with another type or shape; no variable is changed then
   */
  public void restore(Path prefix) {
    CheckpointReader reader = CheckpointReader.open(prefix);
    Path index = new CheckpointFiles(prefix).index();
    Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
    try {
      ObjectGraphMatch.keys(index, reader, root)
          .forEach((variable, key) -> values.put(variable, reader.read(key, variable.type())));
      Engine.assignAll(values);
    } finally {
      values.values().forEach(TType::close);
    }
  }
}
