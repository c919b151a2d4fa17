package io.latent4j.savedmodel;

import io.latent4j.checkpoint.CheckpointReader;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.data.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** The files of a SavedModel, as they are: a description of the model, and a checkpoint. */
final class StoredModel {
  private static final String EXPECTED = "a SavedModel";
  private static final String SERVE = "serve";
  private static final String SCALING = "preprocessing.json";

  private final Path folder;
  private final Path file;
  private final MetaGraphDef metaGraph;
  private final FunctionLibrary library;

  private StoredModel(Path folder, Path file, MetaGraphDef metaGraph) {
    this.folder = folder;
    this.file = file;
    this.metaGraph = metaGraph;
    this.library = FunctionLibrary.of(file, metaGraph.getGraphDef().getLibrary());
  }

  /**
   * Reads the description of a model.
   *
   * @throws ModelFormatException if it is missing or damaged
   */
  static StoredModel read(Path folder) {
    Path file = folder.resolve("saved_model.pb");
    try {
      StoredModel model =
          new StoredModel(folder, file, served(file, SavedModel.parseFrom(bytes(folder, file))));
      model.checkObjects();
      return model;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing readable");
      throw new ModelFormatException(file, EXPECTED, reason, e);
    }
  }

  private static byte[] bytes(Path folder, Path file) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw notAFolder(folder);
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      Optional<Path> inside = modelInside(folder);
      if (inside.isPresent()) {
        throw new ModelFormatException(
            file, EXPECTED, "no such file; there is one in " + inside.get(), e);
      }
      for (String other : List.of("saved_model.pbtxt", "saved_model.cpb")) {
        if (Files.exists(folder.resolve(other))) {
          throw new ModelFormatException(file, EXPECTED, other + ", a form that is not read", e);
        }
      }
      throw new ModelFormatException(file, EXPECTED, "no such file", e);
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(file, EXPECTED, "a file of more than 2 GB", e);
    }
  }

  private static ModelFormatException notAFolder(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String found = "a file";
    if (name.equals("saved_model.pb")) {
      found = "its description only; name the folder that it is in";
    } else if (name.endsWith(".keras") || name.endsWith(".h5") || name.endsWith(".hdf5")) {
      found = "a file of Keras; in Python, model.export('DIR') writes a SavedModel";
    } else if (name.endsWith(".tflite") || name.endsWith(".onnx") || name.endsWith(".pt")) {
      found = "a file of another format; tf.saved_model.save writes a SavedModel";
    }
    return new ModelFormatException(file, "the folder of a SavedModel", found);
  }

  /** The only folder within that is a SavedModel, such as the version that a server wants. */
  private static Optional<Path> modelInside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> models =
          entries.filter(entry -> Files.exists(entry.resolve("saved_model.pb"))).toList();
      return models.size() == 1 ? Optional.of(models.get(0)) : Optional.empty();
    }
  }

  private static MetaGraphDef served(Path file, SavedModel model) {
    List<MetaGraphDef> all = model.getMetaGraphsList();
    Optional<MetaGraphDef> served =
        all.stream().filter(one -> one.getMetaInfoDef().getTagsList().contains(SERVE)).findFirst();
    if (served.isEmpty() && all.size() != 1) {
      throw new ModelFormatException(
          file,
          "a model with the tag '" + SERVE + "'",
          all.isEmpty()
              ? "none"
              : "tags " + all.stream().map(one -> one.getMetaInfoDef().getTagsList()).toList());
    }
    return served.orElseGet(() -> all.get(0));
  }

  private void checkObjects() {
    int nodes = objects().getNodesCount();
    for (SavedObject object : objects().getNodesList()) {
      for (ObjectReference child : object.getChildrenList()) {
        checkNode(child.getNodeId(), nodes);
      }
    }
    objects()
        .getConcreteFunctionsMap()
        .forEach(
            (name, function) -> function.getBoundInputsList().forEach(id -> checkNode(id, nodes)));
  }

  private void checkNode(int id, int nodes) {
    if (id < 0 || id >= nodes) {
      throw new ModelFormatException(
          file, "a tree of " + nodes + " objects", "a reference to object " + id);
    }
  }

  Path folder() {
    return folder;
  }

  /** The file that describes the model, for messages. */
  Path file() {
    return file;
  }

  MetaGraphDef metaGraph() {
    return metaGraph;
  }

  GraphDef graph() {
    return metaGraph.getGraphDef();
  }

  /** The tree of objects; empty for models of TensorFlow 1. */
  SavedObjectGraph objects() {
    return metaGraph.getObjectGraphDef();
  }

  boolean hasObjects() {
    return objects().getNodesCount() > 0;
  }

  FunctionLibrary library() {
    return library;
  }

  /** Where the checkpoint's names start. */
  static Path checkpointPrefix(Path folder) {
    return folder.resolve("variables").resolve("variables");
  }

  /** The checkpoint; nothing if the model has no variables folder. */
  Optional<CheckpointReader> checkpoint() {
    Path prefix = checkpointPrefix(folder);
    if (!Files.exists(prefix.getParent())) {
      return Optional.empty();
    }
    return Optional.of(CheckpointReader.open(prefix));
  }

  /**
   * A file of the model's assets.
   *
   * @throws ModelFormatException if it is missing or outside of the model's folder
   */
  Path asset(String name) {
    Path assets = folder.resolve("assets");
    Path asset;
    try {
      asset = assets.resolve(name).normalize();
      if (name.isEmpty() || !asset.startsWith(assets.normalize())) {
        throw new ModelFormatException(file, "assets within the model", "'" + name + "'");
      }
      if (!asset.toRealPath().startsWith(folder.toRealPath())) {
        throw new ModelFormatException(file, "assets within the model", "a link '" + name + "'");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(file, "an asset '" + name + "'", "no such file", e);
    }
    return asset;
  }

  /**
   * How the model's data were scaled.
   *
   * @throws ModelFormatException if the asset that says so can't be read
   */
  Optional<Scaling> scaling() {
    Path file = folder.resolve("assets").resolve(SCALING);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Scaling.fromJson(Files.readString(asset(SCALING))));
    } catch (IOException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing readable");
      throw new ModelFormatException(file, "the scaling of the model's data", reason, e);
    }
  }

  ModelFormatException broken(String expected, String found) {
    return new ModelFormatException(file, expected, found);
  }
}
