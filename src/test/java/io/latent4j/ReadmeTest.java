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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples compile, run, and do what the README says. */
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORTS =
      """
      import io.latent4j.autodiff.*;
      import io.latent4j.autoencoder.*;
      import io.latent4j.data.*;
      import io.latent4j.engine.*;
      import io.latent4j.nn.*;
      import java.util.List;
      import org.tensorflow.Operand;
      import org.tensorflow.ndarray.Shape;
      import org.tensorflow.op.Ops;
      import org.tensorflow.types.TFloat32;
      """;

  private static String readme;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void theAutoencoderLearns() throws Exception {
    Matcher figures =
        Pattern.compile("\\{loss=(\\S+), val_loss=(\\S+)\\}").matcher(run("Autoencoder.of"));

    assertThat(figures.find()).isTrue();
    // The pixels' variance, which a constant would leave, is 0.141.
    assertThat(Double.parseDouble(figures.group(2))).isLessThan(0.03);
  }

  @Test
  void theLoopByHandLearns() throws Exception {
    String printed = run("GradientTape.on");

    List<Double> losses =
        printed.lines().map(line -> Double.parseDouble(line.replace("loss ", ""))).toList();
    assertThat(losses).hasSize(3);
    assertThat(losses.get(2)).isLessThan(losses.get(0)).isLessThan(0.05);
  }

  private String run(String marker) throws Exception {
    String body =
        JAVA_BLOCK
            .matcher(readme)
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
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void compile(Path source) throws IOException {
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
