package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What Latent4J is to a project that depends on it, after {@code docs/using.md}. */
class DependentProjectIT {
  /** What comes along, on any platform; TensorFlow's native library comes besides. */
  private static final List<String> LIBRARIES =
      List.of(
          "com.adobe.xmp:xmpcore",
          "com.drewnoakes:metadata-extractor",
          "com.google.code.gson:gson",
          "com.google.errorprone:error_prone_annotations",
          "com.google.protobuf:protobuf-java",
          "com.twelvemonkeys.common:common-image",
          "com.twelvemonkeys.common:common-io",
          "com.twelvemonkeys.common:common-lang",
          "com.twelvemonkeys.imageio:imageio-core",
          "com.twelvemonkeys.imageio:imageio-metadata",
          "com.twelvemonkeys.imageio:imageio-tiff",
          "com.twelvemonkeys.imageio:imageio-webp",
          "de.siegmar:fastcsv",
          "io.latent4j:latent4j",
          "org.bytedeco:javacpp",
          "org.tensorflow:ndarray",
          "org.tensorflow:tensorflow-core-api",
          "org.tensorflow:tensorflow-core-native");

  private static final String NATIVE = "org.tensorflow:tensorflow-core-native:";

  @TempDir private static Path folder;
  private static DependentProject project;
  private static Set<String> byMaven;

  @BeforeAll
  static void resolve() throws Exception {
    assumeTrue(System.getProperty("latent4j.build") != null, "is run by mvn verify");
    project = new DependentProject(folder);
    byMaven = project.byMaven();
  }

  /** Without versions, and without TensorFlow's native libraries. */
  private static Set<String> names(Set<String> libraries) {
    return libraries.stream()
        .map(library -> library.split(":"))
        .filter(parts -> parts.length == 3)
        .map(parts -> parts[0] + ":" + parts[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> natives(Set<String> libraries) {
    return libraries.stream()
        .filter(library -> library.startsWith(NATIVE) && library.split(":").length == 4)
        .toList();
  }

  @Test
  void mavenBringsTheLibrariesOfThePageAndTheNativeOneOfTheMachine() throws IOException {
    assertThat(names(byMaven)).containsExactlyElementsOf(LIBRARIES);
    assertThat(natives(byMaven)).hasSize(1);
    String page = Files.readString(DependentProject.PAGE);
    for (String library : byMaven) {
      assertThat(page).contains(library.split(":")[1]);
    }
    assertThat(page).contains("| `" + natives(byMaven).get(0).split(":")[2] + "` |");
  }

  @Test
  void gradleBringsTheSame() throws Exception {
    Optional<Path> gradle = DependentProject.gradle();
    assumeTrue(gradle.isPresent(), "gradle is not installed");
    assumeTrue(
        natives(byMaven).get(0).contains("linux-x86_64"), "the page's build is for Linux, x86_64");

    assertThat(project.byGradle(gradle.get())).isEqualTo(byMaven);
  }

  /**
   * By what Gradle reads of a POM: dependencies that are not optional, of the scopes compile and
   * runtime; no profiles, but for those that are active by default.
   */
  @Test
  void theDescriptionBringsTheSameByGradlesRules() throws Exception {
    Element pom = description();
    List<String> direct = new ArrayList<>();
    for (Element dependency : children(child(pom, "dependencies").orElseThrow())) {
      String scope = text(dependency, "scope").orElse("compile");
      boolean optional = text(dependency, "optional").orElse("false").equals("true");
      if (!optional && Set.of("compile", "runtime").contains(scope)) {
        direct.add(
            text(dependency, "groupId").orElseThrow()
                + ":"
                + text(dependency, "artifactId").orElseThrow());
      }
    }
    assertThat(direct).isNotEmpty().allSatisfy(library -> assertThat(LIBRARIES).contains(library));
    assertThat(direct).doesNotContain("org.slf4j:slf4j-api", "org.slf4j:slf4j-nop");
    for (Element profile : children(child(pom, "profiles").orElseThrow())) {
      assertThat(child(profile, "dependencies")).isEmpty();
    }
    // Gradle takes an empty classifier for none.
    assertThat(property("tensorflow.native.classifier")).isEmpty();
  }

  @Test
  void thePageNamesTheOptionalLibrariesInTheirVersions() throws Exception {
    String page = Files.readString(DependentProject.PAGE);
    assertThat(page)
        .contains("`com.j2html:j2html:" + property("j2html.version") + "`")
        .contains("`org.webjars.npm:plotly.js-dist:" + property("plotly.version") + "`")
        .contains(NATIVE + property("tensorflow.version") + ":")
        .contains("<version>" + System.getProperty("latent4j.version") + "</version>");
  }

  private static Element description() throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(Path.of("pom.xml").toFile())
        .getDocumentElement();
  }

  private static String property(String name) throws Exception {
    return child(description(), "properties").flatMap(all -> text(all, name)).orElseThrow();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).stream().filter(child -> child.getTagName().equals(name)).findFirst();
  }

  private static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent);
  }

  @Test
  void theFirstProjectDoesWhatThePageSays() throws Exception {
    String printed =
        project.runJava(byMaven, "First", DependentProject.block("java", "class First"));

    assertThat(printed.lines())
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(Files.readString(DependentProject.PAGE)).contains("    " + line));
    assertThat(folder.resolve("iris.png")).isRegularFile();
    assertThat(folder.resolve("model").resolve("saved_model.pb")).isRegularFile();
  }

  @Test
  void whatNeedsAnOptionalLibrarySaysSo() throws Exception {
    String printed =
        project.runJava(
            byMaven,
            "Without",
            """
            import io.latent4j.report.MetricsFile;
            import io.latent4j.report.Report;

            public class Without {
              public static void main(String[] args) {
                System.out.println(new MetricsFile().put("a", 1).toJson());
                tell(() -> Report.titled("A run"));
              }

              private static void tell(Runnable work) {
                try {
                  work.run();
                  System.out.println("works");
                } catch (IllegalStateException e) {
                  System.out.println(e.getMessage());
                }
              }
            }
            """);

    assertThat(printed)
        .contains("\"a\": 1")
        .contains("reports need the library com.j2html:j2html on the class path");
  }

  @Test
  void withTheLibraryForPagesThereAreReportsButNoPlotsThatTurn() throws Exception {
    Set<String> libraries = new TreeSet<>(byMaven);
    libraries.add("com.j2html:j2html:" + property("j2html.version"));
    String printed =
        project.runJava(
            libraries,
            "Page",
            """
            import io.latent4j.report.Report;
            import io.latent4j.report.Scatter3d;

            public class Page {
              public static void main(String[] args) {
                Report report = Report.titled("A run").figure("mse", 0.5);
                try {
                  report.scatter3d(Scatter3d.of(new float[] {0, 0, 0, 1, 1, 1}, 3), "points");
                } catch (IllegalStateException e) {
                  System.out.println(e.getMessage());
                }
                System.out.println(report.toHtml());
              }
            }
            """);

    assertThat(printed)
        .startsWith("plots that can be turned need the library org.webjars.npm:plotly.js-dist")
        .contains("<!DOCTYPE html>")
        .contains("<h1>A run</h1>");
  }

  @Test
  void theJarIsAnAutomaticModule() {
    ModuleFinder finder = ModuleFinder.of(DependentProject.jar());
    ModuleReference module = finder.findAll().iterator().next();

    assertThat(module.descriptor().name()).isEqualTo("io.latent4j");
    assertThat(module.descriptor().isAutomatic()).isTrue();
  }

  @Test
  void theProgramHasAllLibrariesBesideItsJar() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String printed =
        project.run(
            java.toString(),
            "-jar",
            Path.of(System.getProperty("latent4j.build"), "latent4j.jar").toString(),
            "pca",
            "--data",
            "iris",
            "--components",
            "3",
            "--out",
            "pca");

    assertThat(printed).contains("results in pca");
    assertThat(folder.resolve("pca").resolve("report.html")).content().contains("plotly.js");
    assertThat(folder.resolve("err.txt")).isEmptyFile();
  }
}
