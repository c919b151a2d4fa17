package io.latent4j.cli.commands;

import io.latent4j.cli.flags.ScaleChoice;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.ResultArrays;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Model;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command whose model is saved, and can be applied to other data. */
abstract class ModelCommand<M extends Model> extends EstimatorCommand<M> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 90,
      description =
          "Apply the SavedModel in this folder, trained before, instead of training; the flags of"
              + " training are not used then, and the data are scaled as the model says.")
  private Path folder;

  ModelCommand(Host host) {
    super(host);
  }

  /**
   * Loads a model of this kind.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   */
  abstract M load(Path folder, EngineOptions engine, Scaling otherwise);

  /** What to hold out if nobody says and there is training. */
  Optional<Validation> usualWhenTraining() {
    return Optional.empty();
  }

  @Override
  final Optional<Validation> usualValidation() {
    return folder == null ? usualWhenTraining() : Optional.empty();
  }

  /** What kind of model the command applies. */
  String system() {
    return spec.name();
  }

  @Override
  final Optional<TableDescription> trainedOn() {
    return applied().flatMap(path -> SavedParts.table(path, system()));
  }

  /** Whether a model is applied that was trained before. */
  final boolean isApplied() {
    return folder != null;
  }

  /** The model that is applied, if one is. */
  final Optional<Path> applied() {
    return Optional.ofNullable(folder);
  }

  @Override
  public void check(RunData opened) {
    if (!isApplied()) {
      super.check(opened);
    }
  }

  /** The arrays that a run will hold: codes and, unless they are left out, reconstructions. */
  final ResultArrays resultArrays(RunData opened, String codes, long size) {
    ResultArrays arrays = ResultArrays.of(opened).with(codes, size);
    return run.writesReconstructions()
        ? arrays.with("reconstruction", opened.all().features())
        : arrays;
  }

  @Override
  public final RunResult run(RunData opened, RunDescription description) {
    if (!isApplied()) {
      return super.run(opened, description);
    }
    long start = System.nanoTime();
    M model = load(folder, description.engine(), opened.scaling());
    tellIgnoredScale(model.scaling(), opened.scaling());
    return show(model, false, opened, description, start);
  }

  private void tellIgnoredScale(Scaling own, Scaling asked) {
    ScaleChoice choice = data.scaleChoice();
    boolean isUsual = choice == ScaleChoice.AUTO || choice == ScaleChoice.MODEL;
    if (!isUsual && !own.equals(asked)) {
      host.message(
          "--scale %s is not used: the data are scaled as the model says".formatted(choice));
    }
  }
}
