package io.latent4j.savedmodel;

import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes sure that everything of a model can be reached in Python by the name that it has here. */
final class PythonNames {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private static final Pattern FILE = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");

  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  /** What the root of a loaded model has besides what is the model's own. */
  private static final Set<String> OF_THE_ROOT =
      Set.of(
          "signatures",
          "variables",
          "trainable_variables",
          "graph_debug_info",
          "tensorflow_version",
          SavedModelContent.SERVING_DEFAULT);

  private static final Set<String> OF_CALLS = Set.of("self", SavedModelContent.TRAINING);

  private PythonNames() {}

  static void check(SavableModel model) {
    Set<String> taken = new HashSet<>(OF_THE_ROOT);
    checkTree(model, "");
    for (String child : model.children().keySet()) {
      claim("a child of the model", child, taken);
    }
    for (ModelFunction function : model.functions()) {
      checkIdentifier("a function", function.name());
      claim("a function", function.name(), taken);
      checkInputs(function);
    }
    for (String file : model.assets().keySet()) {
      if (!FILE.matcher(file).matches()) {
        throw new IllegalArgumentException(
            "name of an asset must be letters, digits, underscores and points and start with a"
                + " letter, but is '"
                + file
                + "'");
      }
      claim("an asset", checkIdentifier("an asset", attributeOf(file)), taken);
    }
  }

  /** The attribute under which Python has an asset: the name of the file without its ending. */
  static String attributeOf(String file) {
    int dot = file.indexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }

  private static void claim(String what, String name, Set<String> taken) {
    if (!taken.add(name)) {
      throw new IllegalArgumentException(
          "name of %s must differ from all other names of the model, from %s, but is '%s'"
              .formatted(what, OF_THE_ROOT.stream().sorted().toList(), name));
    }
  }

  private static void checkInputs(ModelFunction function) {
    for (InputSpec input : function.inputs()) {
      String what = "an input of function '" + function.name() + "'";
      checkIdentifier(what, input.name());
      if (OF_CALLS.contains(input.name())) {
        throw new IllegalArgumentException(
            "name of %s must not be one of %s, but is '%s'"
                .formatted(what, OF_CALLS.stream().sorted().toList(), input.name()));
      }
    }
  }

  private static void checkTree(Trackable node, String path) {
    Map<String, Trackable> children = node.children();
    if (isList(children)) {
      children.forEach((index, child) -> checkTree(child, path + "[" + index + "]"));
    } else {
      children.forEach(
          (name, child) -> {
            String where = path.isEmpty() ? "the model" : path;
            checkIdentifier("a child of " + where, name);
            checkTree(child, path.isEmpty() ? name : path + "." + name);
          });
    }
  }

  private static String checkIdentifier(String what, String name) {
    if (!IDENTIFIER.matcher(name).matches() || KEYWORDS.contains(name)) {
      throw new IllegalArgumentException(
          "name of %s must be a Python identifier that starts with a letter, but is '%s'"
              .formatted(what, name));
    }
    return name;
  }

  /** Whether the children are those of a list: 0, 1, 2 and so on. */
  static boolean isList(Map<String, Trackable> children) {
    List<String> names = List.copyOf(children.keySet());
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(Integer.toString(i))) {
        return false;
      }
    }
    return !names.isEmpty();
  }
}
