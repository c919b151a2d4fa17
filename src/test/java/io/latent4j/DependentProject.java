package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project that depends on Latent4J as it is installed, after {@code docs/using.md}. All that it
 * fetches comes from the local repository of the build.
 *
 * @param folder its folder
 */
record DependentProject(Path folder) {
  static final Path PAGE = Path.of("docs", "using.md");

  private static final long TIMEOUT_SECONDS = 120;
  private static final String TREE = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:tree";

  /** Where the build has the libraries. */
  private static Path repository() {
    return Path.of(System.getProperty("maven.repository"));
  }

  /** The jar that is installed. */
  static Path jar() {
    return Path.of(System.getProperty("latent4j.build"), "lib", "latent4j.jar");
  }

  /** A first block of code of the page in a language that contains a text. */
  static String block(String language, String marker) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .filter(code -> code.contains(marker))
        .findFirst()
        .orElseThrow();
  }

  /** The repository where Latent4J is installed, and nothing else. */
  private Path installed() throws IOException {
    Path installed = folder.resolve("installed");
    String version = System.getProperty("latent4j.version");
    Path place = installed.resolve("io/latent4j/latent4j").resolve(version);
    if (!Files.exists(place)) {
      Files.createDirectories(place);
      Files.copy(Path.of("pom.xml"), place.resolve("latent4j-" + version + ".pom"));
      Files.copy(jar(), place.resolve("latent4j-" + version + ".jar"));
    }
    return installed;
  }

  /**
   * What Maven puts on the class path when the project runs.
   *
   * @return such as {@code com.google.code.gson:gson:2.14.0}, with a classifier before the version
   *     where there is one
   */
  Set<String> byMaven() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("pom.xml"), block("xml", "<artifactId>first"));
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            """
            <settings><mirrors><mirror>
              <id>build</id><mirrorOf>*</mirrorOf><url>%s</url>
            </mirror></mirrors></settings>
            """
                .formatted(repository().toUri()));
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    Path maven = Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn");
    Path tree = folder.resolve("tree.txt");
    run(
        maven.toString(),
        "--batch-mode",
        "--settings",
        settings.toString(),
        "-Dmaven.repo.local=" + installed(),
        TREE,
        "-Dscope=runtime",
        "-DoutputFile=" + tree);
    return Files.readAllLines(tree).stream()
        .skip(1) // the project itself
        .map(line -> line.replaceFirst("^[^a-z]*", ""))
        .map(DependentProject::coordinates)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** From {@code group:name:jar:[classifier:]version:scope}. */
  private static String coordinates(String line) {
    List<String> parts = new ArrayList<>(List.of(line.split(":")));
    parts.remove("jar");
    parts.remove(parts.size() - 1);
    return String.join(":", parts);
  }

  /** Where the program {@code gradle} is, if it is installed. */
  static Optional<Path> gradle() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(path -> Path.of(path, "gradle"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What Gradle puts on the class path when the project runs. */
  Set<String> byGradle(Path gradle) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("settings.gradle"), "rootProject.name = 'first'\n");
    Files.writeString(folder.resolve("build.gradle"), block("groovy", "latent4j"));
    Path script =
        Files.writeString(
            folder.resolve("init.gradle"),
            """
            allprojects {
              afterEvaluate {
                repositories.clear()
                repositories.maven { url '%s' }
                repositories.maven { url '%s' }
                task list {
                  doLast {
                    configurations.runtimeClasspath.resolvedConfiguration.resolvedArtifacts.each {
                      def id = it.moduleVersion.id
                      def classifier = it.classifier ? it.classifier + ':' : ''
                      println "comes along: ${id.group}:${id.name}:${classifier}${id.version}"
                    }
                  }
                }
              }
            }
            """
                .formatted(installed().toUri(), repository().toUri()));
    String said =
        run(
            gradle.toString(),
            "--offline",
            "--quiet",
            "--no-daemon",
            "--gradle-user-home",
            folder.resolve("gradle").toString(),
            "--init-script",
            script.toString(),
            "list");
    return said.lines()
        .filter(line -> line.startsWith("comes along: "))
        .map(line -> line.substring("comes along: ".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Compiles and runs a class with what came along.
   *
   * @param libraries what Maven or Gradle told
   * @return what it printed to standard output
   */
  String runJava(Set<String> libraries, String name, String source)
      throws IOException, InterruptedException {
    String classPath =
        libraries.stream()
            .map(DependentProject::file)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    Path home = Path.of(System.getProperty("java.home"), "bin");
    run(home.resolve("javac").toString(), "-cp", classPath, "-d", ".", file.toString());
    return run(home.resolve("java").toString(), "-cp", classPath + File.pathSeparator + ".", name);
  }

  private static Path file(String library) {
    String[] parts = library.split(":");
    String version = parts[parts.length - 1];
    if (parts[1].equals("latent4j")) {
      return jar();
    }
    String classifier = parts.length == 4 ? "-" + parts[2] : "";
    Path file =
        repository()
            .resolve(parts[0].replace('.', '/'))
            .resolve(parts[1])
            .resolve(version)
            .resolve(parts[1] + "-" + version + classifier + ".jar");
    assertThat(file).isRegularFile();
    return file;
  }

  /** Runs a command in the project's folder and returns its standard output. */
  String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().remove("MAVEN_OPTS");
    Process process = builder.start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0)
        .as("%s%n%s%n%s", String.join(" ", command), said, Files.readString(err))
        .isTrue();
    return said;
  }
}
