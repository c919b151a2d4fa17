package io.latent4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line. */
final class UsageError {

  private static final String INVALID_VALUE = "Invalid value for option ";

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
    boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty();
    String kind = e.isUnknownOption() ? "option" : isCommand ? "command" : "argument";
    return "unknown " + kind + " '" + argument + "'" + suggestion(e);
  }

  private static String suggestion(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    Set<String> words =
        e.isUnknownOption() ? command.optionsMap().keySet() : command.subcommands().keySet();
    String word = e.getUnmatched().get(0).replaceAll("=.*", "");
    return Spelling.nearest(word, words)
        .or(() -> e.getSuggestions().stream().findFirst())
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElse("");
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
