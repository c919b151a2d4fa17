package io.latent4j.cli.commands;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import io.latent4j.report.TextTable;
import io.latent4j.savedmodel.FunctionDescription;
import io.latent4j.savedmodel.SavedModelDescription;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TensorDescription;
import io.latent4j.savedmodel.VariableDescription;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code latent4j savedmodel show}. */
@Command(
    name = "show",
    header = "Shows signatures, functions and variables of a SavedModel; runs nothing of it.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n")
public final class SavedModelShowCommand implements Callable<Integer> {

  private final Host host;

  @Mixin private RunFlags run;

  @Parameters(paramLabel = "DIR", description = "The folder of the SavedModel.")
  private Path folder;

  /** The command on a host. */
  public SavedModelShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    SavedModelDescription model = SavedModels.describe(folder);
    PrintStream out = host.out();
    show(out, "Signatures", model.signatures());
    show(out, "Functions", model.functions());
    out.println("Variables");
    if (model.variables().isEmpty()) {
      out.println("  none");
    } else {
      TextTable table = TextTable.columns("path", "name", "shape", "type", "trainable");
      for (VariableDescription variable : model.variables()) {
        table.row(
            variable.path(),
            variable.name(),
            new TensorDescription("", variable.type(), variable.shape()).shapeText(),
            ElementTypes.name(variable.type()),
            variable.trainable() ? "yes" : "no");
      }
      out.print(table);
    }
    if (out.checkError()) {
      throw new IOException("standard output can't be written");
    }
    return ExitStatus.DONE;
  }

  private static void show(PrintStream out, String heading, List<FunctionDescription> functions) {
    out.println(heading);
    if (functions.isEmpty()) {
      out.println("  none");
    }
    for (FunctionDescription function : functions) {
      String constants = String.join(", ", function.constants());
      out.println("  " + function.name() + (constants.isEmpty() ? "" : " (" + constants + ")"));
      tensors(out, "input", function.inputs(), function.optional());
      tensors(out, "output", function.outputs(), Set.of());
    }
    out.println();
  }

  private static void tensors(
      PrintStream out, String kind, List<TensorDescription> tensors, Set<String> optional) {
    tensors.forEach(
        tensor ->
            out.printf(
                "    %-6s  %s%s%n",
                kind, tensor, optional.contains(tensor.name()) ? " (optional)" : ""));
  }
}
