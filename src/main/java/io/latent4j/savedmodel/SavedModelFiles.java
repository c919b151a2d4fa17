package io.latent4j.savedmodel;

import com.google.protobuf.CodedOutputStream;
import io.latent4j.checkpoint.CheckpointWriter;
import io.latent4j.engine.SavableModel;
import io.latent4j.files.FolderContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.proto.SavedModel;

/** The files of one SavedModel. */
final class SavedModelFiles implements FolderContent {
  private final SavableModel model;
  private final SavedModelContent content;
  private final SavedModel proto;

  SavedModelFiles(SavableModel model) {
    this.model = model;
    content = new SavedModelContent(model);
    proto = content.toProto();
  }

  @Override
  public void writeTo(Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.useDeterministicSerialization(); // the same model makes the same file
      proto.writeTo(coded);
      coded.flush();
    }
    CheckpointWriter.write(folder.resolve("variables").resolve("variables"), content.graph());
    Path assets = Files.createDirectory(folder.resolve("assets")); // Python makes it always, too
    for (Map.Entry<String, byte[]> asset : model.assets().entrySet()) {
      Files.write(assets.resolve(asset.getKey()), asset.getValue());
    }
  }
}
