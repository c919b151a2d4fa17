package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Lets Python restore what was saved here, change it and save it again. */
@Tag("parity")
class CheckpointParityTest {
  private static final Path SCRIPT = Path.of("tools", "parity", "check_checkpoint.py");

  @TempDir Path folder;

  @Test
  void pythonRestoresContinuesAndSavesForJava() throws Exception {
    try (Engine engine = GraphEngine.create()) {
      TreeNode model = model(engine);
      Checkpoint checkpoint = Checkpoint.of(Map.of("model", model));
      Path run = folder.resolve("run");
      CheckpointManager manager = CheckpointManager.of(checkpoint, run, 3);
      manager.save(2);
      Path prefix = manager.save(3);
      Map<String, List<Object>> saved = contents(model);
      Files.writeString(prefix.resolveSibling("ckpt-3.json"), new Gson().toJson(saved));

      ChildProcess python =
          ChildProcess.run(
              folder,
              System.getProperty("latent4j.python", "target/python/bin/python"),
              SCRIPT,
              prefix);

      assertThat(python.exitCode()).as(python.errors()).isZero();
      assertThat(python.output()).isEqualTo("7 variables restored and saved as ckpt-4\n");
      assertThat(manager.restoreLatest()).contains(run.resolve("ckpt-4"));
      Map<String, List<Object>> expected = new LinkedHashMap<>(saved);
      expected.put("step", List.of(4L));
      assertThat(contents(model)).isEqualTo(expected);
    }
  }

  private static TreeNode model(Engine engine) {
    TreeNode layers = SampleTree.layers(engine, 1, 3);
    Map<String, Trackable> children = new LinkedHashMap<>(layers.children());
    try (TUint8 pixels =
            TUint8.tensorOf(
                Shape.of(2, 2), DataBuffers.of(new byte[] {0, 127, -128, -1}, true, false));
        TString words = TString.vectorOf("one", "", "zürich €")) {
      children.put("pixels", engine.variable("pixels", TUint8.class, pixels));
      children.put("words", engine.variable("words", TString.class, words));
    }
    TreeNode first = (TreeNode) layers.children().get("layers").children().get("0");
    ModelVariable<TFloat32> kernel = kernel(first);
    children.put("tied", TreeNode.of("encoder.0/kernel", kernel));
    return new TreeNode(children);
  }

  @SuppressWarnings("unchecked")
  private static ModelVariable<TFloat32> kernel(TreeNode layer) {
    return (ModelVariable<TFloat32>) layer.children().get("kernel");
  }

  private static Map<String, List<Object>> contents(TreeNode model) {
    Map<String, List<Object>> contents = new LinkedHashMap<>();
    model
        .variablesByPath()
        .forEach(
            (path, variable) -> {
              try (TType value = variable.value()) {
                contents.put(path, PythonFixture.content(value));
              }
            });
    return contents;
  }
}
