package io.latent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line. */
final class UsageError {

  private static final String INVALID_VALUE = "Invalid value for option ";

  private static final int MOST_LETTERS = 3;

  private UsageError() {}

  static String message(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String what = wrong(e);
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    if (e instanceof UnmatchedArgumentException unmatched) {
      what = unknown(unmatched);
    } else if (e instanceof MissingParameterException && !unknown.isEmpty()) {
      // What is missing may well be what is misspelt.
      what = unknown(new UnmatchedArgumentException(e.getCommandLine(), unknown));
    }
    return what.replaceAll("\\s+", " ").strip() + " (see " + command.qualifiedName() + " --help)";
  }

  private static String unknown(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    boolean isCommand = !command.getSubcommands().isEmpty();
    String kind = e.isUnknownOption() ? "option" : isCommand ? "command" : "argument";
    List<String> known = new ArrayList<>();
    if (e.isUnknownOption()) {
      command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    return "unknown " + kind + " '" + argument + "'" + suggestion(argument, known);
  }

  /** The words that differ in the fewest letters, if those are not too many. */
  private static String suggestion(String argument, List<String> known) {
    String word = argument.replaceFirst("=.*", "");
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    int least =
        known.stream().mapToInt(name -> distance.apply(word, name)).min().orElse(MOST_LETTERS + 1);
    if (least > Math.min(MOST_LETTERS, word.length() / 2)) {
      return "";
    }
    return known.stream()
        .filter(name -> distance.apply(word, name) == least)
        .sorted()
        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /** Names flag, rule and value; picocli's own words where they do. */
  private static String wrong(ParameterException e) {
    String text = e.getMessage();
    if (text.startsWith(INVALID_VALUE) && e.getArgSpec() instanceof OptionSpec option) {
      String detail = text.substring(text.indexOf(": ") + 2);
      return option.longestName() + (detail.startsWith("must ") ? " " : ": ") + detail;
    }
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
