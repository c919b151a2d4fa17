package io.latent4j.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

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

  /** Whether another number of epochs changes the command. */
  boolean isChangedBy(OptionalInt epochs) {
    return !command(epochs).equals(command);
  }
}
