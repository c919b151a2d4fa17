package io.latent4j.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A figure that was published, and the command that runs its settings.
 *
 * @param name what it is called on the command line
 * @param command the command with its flags, without those of a single run
 * @param figure which of the command's figures it is
 * @param published the figure in words, with what was measured; empty if there is none
 * @param protocol in words, what differs from the published run
 */
public record PublishedFigure(
    String name, List<String> command, String figure, String published, String protocol) {

  private static final String EPOCHS = "--epochs";
  private static final Set<String> OF_DATA = Set.of("--limit", "--data-dir", "--mirror");

  static PublishedFigure of(
      String name, String command, String figure, String published, String protocol) {
    return new PublishedFigure(name, List.of(command.split(" ")), figure, published, protocol);
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
    if (!command.contains("--data")) {
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
