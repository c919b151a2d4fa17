package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java examples of a page, compiled and run; in them {@code folder} is a folder of the test.
 *
 * @param page the page
 * @param folder an empty folder
 */
record MarkdownExamples(Path page, Path folder) {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORTS =
      """
      import io.latent4j.adversarial.*;
      import io.latent4j.autodiff.*;
      import io.latent4j.autoencoder.*;
      import io.latent4j.boltzmann.*;
      import io.latent4j.cluster.*;
      import io.latent4j.data.*;
      import io.latent4j.decomposition.*;
      import io.latent4j.deepcluster.*;
      import io.latent4j.engine.*;
      import io.latent4j.framework.*;
      import io.latent4j.manifold.*;
      import io.latent4j.metrics.*;
      import io.latent4j.model.*;
      import io.latent4j.nn.*;
      import io.latent4j.nn.initializers.*;
      import io.latent4j.nn.layers.*;
      import io.latent4j.nn.losses.*;
      import io.latent4j.nn.metrics.*;
      import io.latent4j.nn.optimizers.*;
      import io.latent4j.pictures.*;
      import io.latent4j.recommendation.*;
      import io.latent4j.reinforcement.*;
      import io.latent4j.savedmodel.*;
      import io.latent4j.score.*;
      import io.latent4j.som.*;
      import io.latent4j.training.*;
      import io.latent4j.training.listeners.*;
      import java.nio.file.Path;
      import java.util.ArrayList;
      import java.util.Arrays;
      import java.util.List;
      import java.util.Map;
      import java.util.Random;
      import java.util.concurrent.*;
      import java.util.function.*;
      import java.util.stream.IntStream;
      import java.util.stream.Stream;
      import org.tensorflow.Graph;
      import org.tensorflow.Operand;
      import org.tensorflow.Session;
      import org.tensorflow.ndarray.Shape;
      import org.tensorflow.op.Ops;
      import org.tensorflow.types.TFloat32;
      import org.tensorflow.types.TInt32;
      import org.tensorflow.types.TString;
      """;

  /** Runs the first example that contains a text, and returns what it printed. */
  String run(String marker) throws Exception {
    String body =
        JAVA_BLOCK
            .matcher(Files.readString(page))
            .results()
            .map(block -> block.group(1))
            .filter(code -> code.contains(marker))
            .findFirst()
            .orElseThrow();
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Example { public static void main(String[] args) throws Exception {\n"
            + "Path folder = Path.of(args[0]);\n"
            + body
            + "}}");
    compile(source);
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {folder.toString()});
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void compile(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
