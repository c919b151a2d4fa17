package io.latent4j.cli.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A figure that was published, and the command that runs its settings.
 *
 * @param name what it is called on the command line
 * @param command the command with its flags, without those of a single run
 * @param then a second command, on what the first has made; empty if there is none
 * @param figure which of the last command's figures it is
 * @param more other figures of the last command, for a table of their own
 * @param published the figure in words, with what was measured; empty if there is none
 * @param protocol in words, what differs from the published run
 */
public record PublishedFigure(
    String name,
    List<String> command,
    List<String> then,
    String figure,
    List<String> more,
    String published,
    String protocol) {

  /** In a second command: the samples that the first has generated. */
  private static final String GENERATED = "GENERATED";

  private static final List<String> SCORES =
      List.of(
          "one_nn_accuracy",
          "copied",
          "precision",
          "recall",
          "density",
          "coverage",
          "class_entropy",
          "smallest_class_share",
          "mean_confidence");

  private static final String EPOCHS = "--epochs";
  private static final Set<String> OF_DATA = Set.of("--limit", "--data-dir", "--mirror");

  static PublishedFigure of(
      String name, String command, String figure, String published, String protocol) {
    return new PublishedFigure(
        name, words(command), List.of(), figure, List.of(), published, protocol);
  }

  /**
   * A generator whose samples are scored beside real ones: all generators on one scale.
   *
   * @param command writes the array {@code generated}
   * @param real the real samples
   */
  static PublishedFigure scored(String name, String command, String real, String protocol) {
    return new PublishedFigure(
        name,
        words(command),
        words("score --real " + real + " --generated " + GENERATED),
        "frechet_ratio",
        SCORES,
        "",
        protocol);
  }

  /** Samples that are there already, scored in the same way: what there is to reach. */
  static PublishedFigure scored(String name, String real, String generated) {
    return new PublishedFigure(
        name,
        words("score --real " + real + " --generated " + generated + " --test " + generated),
        List.of(),
        "frechet_ratio",
        SCORES,
        "about 1",
        "");
  }

  private static List<String> words(String command) {
    return List.of(command.split(" "));
  }

  /** The second command on what the first has written. */
  List<String> then(Path made) {
    List<String> command = new ArrayList<>(then);
    command.replaceAll(
        word -> word.equals(GENERATED) ? made.resolve("generated.npy").toString() : word);
    return command;
  }

  /** All that is run, in a line. */
  public String line() {
    String first = String.join(" ", command);
    return then.isEmpty() ? first : first + ", then " + String.join(" ", then);
  }

  /** The command, with another number of epochs if it counts in epochs. */
  List<String> command(OptionalInt epochs) {
    List<String> changed = new ArrayList<>(command);
    int place = changed.indexOf(EPOCHS);
    if (epochs.isPresent() && place >= 0) {
      changed.set(place + 1, "" + epochs.getAsInt());
    }
    return changed;
  }

  /** Flags with their values, without those of data if the command reads none. */
  List<String> flagsAmong(List<String> flags) {
    List<String> fitting = new ArrayList<>(flags);
    if (!command.contains("--data") && !command.contains("--real")) {
      for (String flag : OF_DATA) {
        int place = fitting.indexOf(flag);
        if (place >= 0) {
          fitting.subList(place, place + 2).clear();
        }
      }
    }
    return fitting;
  }

  /** Whether another number of epochs changes the command. */
  boolean isChangedBy(OptionalInt epochs) {
    return !command(epochs).equals(command);
  }
}
