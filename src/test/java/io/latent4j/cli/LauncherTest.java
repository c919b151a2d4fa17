package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the program, with a Java that only says how it was called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

  @TempDir Path folder;

  @Test
  void findsTheProgramThroughLinksInFoldersWithSpaces() throws Exception {
    Path build = folder.resolve("a build");
    Path script = executable(build.resolve("bin").resolve("latent4j"), launcher());
    Path java = folder.resolve("some java");
    executable(java.resolve("bin").resolve("java"), "#!/bin/sh\nprintf '[%s]\\n' \"$@\"\nexit 7\n");
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path absolute = Files.createSymbolicLink(elsewhere.resolve("absolute"), script);
    Path relative = Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("absolute"));
    Path jar = build.toRealPath().resolve("latent4j.jar");

    for (Path start : new Path[] {script, absolute, relative}) {
      ProcessBuilder builder = new ProcessBuilder(start.toString(), "pca", "--out", "a b");
      builder.directory(elsewhere.toFile()).redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", java.toString());
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(7);
      assertThat(said.lines())
          .containsExactly("[-jar]", "[" + jar + "]", "[pca]", "[--out]", "[a b]");
    }
  }

  private static String launcher() throws IOException {
    return Files.readString(Path.of("src", "main", "launcher", "latent4j"));
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
