package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Damages SavedModels, loads and runs them, in a process of its own: {@code ModelFuzzer FIRST COUNT
 * FOLDER}. Each case has a number that stands for its damage. The process prints the number of a
 * case before it starts it, and what is wrong; it ends early when a case hangs.
 */
final class ModelFuzzer {
  static final int HANGS = 3;
  private static final long LONGEST_CASE_NANOS = 60_000_000_000L;

  private static final List<String> MODELS =
      List.of(
          "kmeans",
          "module_functions",
          "module_table",
          "module_control_flow",
          "module_options",
          "module_strings",
          "tensorflow1_resources",
          "tensorflow1_references");

  private ModelFuzzer() {}

  public static void main(String[] arguments) throws IOException {
    int first = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Path work = Path.of(arguments[2]);
    AtomicLong started = new AtomicLong(System.nanoTime());
    Thread watch = new Thread(() -> watch(started));
    watch.setDaemon(true);
    watch.start();
    int loaded = 0;
    int refused = 0;
    for (int number = first; number < first + count; number++) {
      System.out.println("case " + number);
      started.set(System.nanoTime());
      Path folder = work.resolve("case");
      delete(folder);
      Path source =
          Path.of("savedmodels").resolve(MODELS.get(number % MODELS.size())).resolve("model");
      copy(source, folder);
      String damage = new ModelDamage(folder, new Random(number)).apply();
      try {
        tryOut(folder);
        loaded++;
      } catch (ModelFormatException | IllegalArgumentException | EngineException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        System.out.println("WRONG " + number + " " + damage + ": " + e);
        e.printStackTrace();
      }
    }
    System.out.println("done: " + loaded + " run, " + refused + " refused");
  }

  private static void watch(AtomicLong started) {
    while (true) {
      if (System.nanoTime() - started.get() > LONGEST_CASE_NANOS) {
        System.out.println("HANGS");
        Runtime.getRuntime().halt(HANGS);
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void tryOut(Path folder) {
    SavedModels.describe(folder);
    try (LoadedModel model = SavedModels.load(folder, EngineOptions.defaults().withThreads(1))) {
      for (LoadedSignature signature : model.signatures().values()) {
        call(signature);
      }
    }
  }

  private static void call(LoadedSignature signature) {
    Map<String, TType> inputs = new LinkedHashMap<>();
    for (TensorDescription input : signature.description().inputs()) {
      if (!signature.description().optional().contains(input.name())) {
        inputs.put(input.name(), zeros(input));
      }
    }
    try (Outputs outputs = signature.call(inputs)) {
      outputs.names().forEach(outputs::shape);
    } finally {
      inputs.values().forEach(TType::close);
    }
  }

  private static TType zeros(TensorDescription input) {
    long[] sizes = input.shape().isUnknown() ? new long[0] : input.shape().asArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] < 0 || sizes[i] > 100 ? 2 : sizes[i];
    }
    Class<? extends TType> type =
        ElementTypes.bitsOf(input.type())
            .orElseThrow(() -> new IllegalArgumentException(input.type() + " has no class"));
    if (type == TString.class) {
      return sizes.length == 0 ? TString.scalarOf("a") : TString.vectorOf("a", "b");
    }
    // Memory is not zero by itself, and a number of turns may be an input.
    TType tensor = Tensor.of(type, ElementTypes.bitsShape(input.type(), Shape.of(sizes)));
    ByteDataBuffer data = tensor.asRawTensor().data();
    data.write(new byte[Math.toIntExact(data.size())]);
    return tensor;
  }

  static void copy(Path source, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(source)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Files.copy(file, target.resolve(source.relativize(file).toString()));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all = new ArrayList<>();
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.sorted(Comparator.reverseOrder()).forEach(all::add);
      }
      for (Path path : all) {
        Files.delete(path);
      }
    }
  }
}
