package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic.Kind;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What compares with labels can't be given numbers, nor the other way: the compiler refuses it. */
class ObjectiveTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | Objective.ofLabels(m, Losses.sparseCategoricalCrossentropy())",
        "false | Objective.ofLabels(m, Losses.meanSquaredError())",
        "true  | Objective.of(m, Losses.meanSquaredError(), `y`)",
        "false | Objective.of(m, Losses.sparseCategoricalCrossentropy(), `y`)",
        "true  | labels.withMetric(`a`, Metrics.sparseCategoricalAccuracy())",
        "false | labels.withMetric(`a`, Metrics.binaryAccuracy())",
        "true  | numbers.withWeightedMetric(`a`, Metrics.binaryAccuracy())",
        "false | numbers.withWeightedMetric(`a`, Metrics.sparseCategoricalAccuracy())"
      })
  void whatIsForAnotherTruthDoesNotCompile(
      boolean compiles, String expression, @TempDir Path folder) throws IOException {
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        import io.latent4j.nn.Layer;
        import io.latent4j.nn.losses.*;
        import io.latent4j.nn.metrics.*;
        import io.latent4j.training.*;
        import org.tensorflow.types.*;
        class Example {
          Object make(Layer m, Objective<TInt32> labels, Objective<TFloat32> numbers) {
            return %s;
          }
        }
        """
            .formatted(expression.replace('`', '"')));
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder + "");
      boolean compiled =
          compiler
              .getTask(null, files, messages, options, null, files.getJavaFileObjects(source))
              .call();

      assertThat(compiled).as(messages.getDiagnostics().toString()).isEqualTo(compiles);
      assertThat(messages.getDiagnostics())
          .filteredOn(message -> message.getKind() == Kind.ERROR)
          .allSatisfy(
              message ->
                  assertThat(message.getMessage(Locale.ROOT)).contains("incompatible types"));
    }
  }
}
