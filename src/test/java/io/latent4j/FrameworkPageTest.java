package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.framework.FromFramework;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.framework.activations.AbstractActivation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.losses.impl.AbstractLoss;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.framework.metrics.impl.LossMetric;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.framework.regularizers.Regularizer;

/** The examples of docs/framework.md run, and its table says of every piece what is true. */
class FrameworkPageTest {
  private static final Path PAGE = Path.of("docs", "framework.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+\\.\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);
  private static final Pattern PIECE =
      Pattern.compile(
          "org/tensorflow/framework/(losses|metrics|initializers|activations|regularizers"
              + "|constraints|optimizers)/(\\w+)\\.class");

  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(PAGE, folder).run(marker).strip();
  }

  @Test
  void itsPiecesTrainOurNetwork() throws Exception {
    assertThat(Double.parseDouble(run("FromFramework.labelLoss"))).isGreaterThan(0.93);
  }

  @Test
  void oursAreCalledInItsGraph() throws Exception {
    assertThat(Double.parseDouble(run("ToFramework.loss"))).isCloseTo(0.0125, within(1e-6));
  }

  @Test
  void whatMovedOverTakesTheSameSteps() throws Exception {
    double before = Double.parseDouble(run("// before"));
    assertThat(before).isLessThan(0.2);
    assertThat(Double.parseDouble(run("// after"))).isCloseTo(before, within(1e-5));
  }

  @Test
  void theTableSaysOfEveryPieceWhatIsTrue() throws Exception {
    Map<String, String> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }
    assertThat(told).isEqualTo(found());
  }

  /** What comes of each piece of the library. */
  private static Map<String, String> found() throws IOException, ReflectiveOperationException {
    Map<String, String> found = new TreeMap<>();
    Path jar = Path.of(Loss.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (JarFile library = new JarFile(jar.toFile())) {
      for (var entry : library.stream().toList()) {
        Matcher piece = PIECE.matcher(entry.getName());
        if (piece.matches() && !piece.group(2).contains("$")) {
          Class<?> type = Class.forName(entry.getName().replace('/', '.').replace(".class", ""));
          if (isPiece(type)) {
            found.put(piece.group(1) + "." + piece.group(2), verdict(type));
          }
        }
      }
    }
    return found;
  }

  private static boolean isPiece(Class<?> type) {
    boolean kind =
        Loss.class.isAssignableFrom(type)
            || Metric.class.isAssignableFrom(type)
            || Initializer.class.isAssignableFrom(type)
            || AbstractActivation.class.isAssignableFrom(type)
            || Regularizer.class.isAssignableFrom(type)
            || Constraint.class.isAssignableFrom(type)
            || Optimizer.class.isAssignableFrom(type);
    boolean loss = type.getSimpleName().equals("RegularizerLoss");
    return kind && !loss && !Modifier.isAbstract(type.getModifiers());
  }

  private static String verdict(Class<?> type) throws ReflectiveOperationException {
    if (Metric.class.isAssignableFrom(type)) {
      return LossMetric.class.isAssignableFrom(type) ? "graph" : "no";
    }
    if (AbstractActivation.class.isAssignableFrom(type)) {
      AbstractActivation activation = (AbstractActivation) type.getConstructor().newInstance();
      return taken(() -> FromFramework.activation(activation), "layer");
    }
    if (Optimizer.class.isAssignableFrom(type)) {
      try (Graph graph = new Graph()) {
        Optimizer optimizer = (Optimizer) type.getConstructor(Graph.class).newInstance(graph);
        return taken(() -> FromFramework.optimizer(optimizer), "no");
      }
    }
    return AbstractLoss.class.isAssignableFrom(type) || !Loss.class.isAssignableFrom(type)
        ? "yes"
        : "no";
  }

  private static String taken(Runnable adapting, String otherwise) {
    try {
      adapting.run();
      return "yes";
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}
