package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.data.Samples;
import io.latent4j.data.TableDescription;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Estimator;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that fits an estimator to data, and shows the model. A subclass says its flags, how
 * they become an estimator, and what there is to show; all else is done here.
 */
abstract class EstimatorCommand<M extends Model> implements Callable<Integer>, Workflow.Work {

  final Host host;

  @Spec CommandSpec spec;
  @Mixin RunFlags run;
  @Mixin DataFlags data;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION)
  private DataSource source;

  EstimatorCommand(Host host) {
    this.host = host;
  }

  /** What the flags ask for. */
  abstract Estimator<M> estimator();

  /** What a report is called, by the name of the data. */
  abstract String title(String name);

  /** What there is to show of a model. */
  abstract View view(M model, RunData opened);

  /** What a command shows. */
  abstract static class View {

    /** Adds the arrays with a row for each of some samples. */
    void arrays(Samples samples, Results to) {}

    /** Adds the figures of some samples: those learned from, those held out, those of a test. */
    void figures(Samples samples, Results to) {}

    /** Adds the model's own arrays. */
    void ownArrays(Results to) {}

    /** Adds the model's own figures, and the pictures. */
    void rest(Results to) {}
  }

  /** What to hold out if nobody says. */
  Optional<Validation> usualValidation() {
    return Optional.empty();
  }

  /** What to learn from. */
  Samples learnedFrom(RunData opened) {
    return opened.training();
  }

  /** How to fit, but for validation and progress. */
  FitOptions fitOptions(EngineOptions engine) {
    return FitOptions.of(engine);
  }

  @Override
  public Integer call() throws IOException {
    return execute(usualValidation(), this);
  }

  /** Whether {@code --data} is given. */
  final boolean hasData() {
    return source != null;
  }

  /** Does some work with the data. */
  final int execute(Optional<Validation> usual, Workflow.Work work) throws IOException {
    if (!hasData()) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--data=SRC'");
    }
    return new Workflow(host, spec, run, data).execute(source, usual, trainedOn(), work);
  }

  /** The table that a model was trained on, if one is applied. */
  Optional<TableDescription> trainedOn() {
    return Optional.empty();
  }

  @Override
  public void check(RunData opened) {
    estimator().check(learnedFrom(opened));
  }

  @Override
  public RunResult run(RunData opened, RunDescription description) {
    long start = System.nanoTime();
    FitOptions how = fitOptions(description.engine());
    if (opened.validation().isPresent()) {
      how = how.withValidation(opened.validation().get());
    }
    return show(fit(opened, how), true, opened, description, start);
  }

  /** Fits with progress shown, ended early by a signal. */
  M fit(RunData opened, FitOptions how) {
    Estimator<M> estimator = estimator();
    return shown(how, told -> learn(estimator, opened, told));
  }

  /** Fits another estimator in the same way. */
  final <T extends Model> T fit(Estimator<T> estimator, Samples samples, FitOptions how) {
    return shown(how, told -> estimator.fit(samples, told));
  }

  private <T> T shown(FitOptions how, Function<FitOptions, T> work) {
    try (Progress progress = host.progress()) {
      FitOptions told = how.withListener(progress);
      return host.interruption().stoppable(() -> work.apply(told));
    }
  }

  /** Learns, with whom to tell. */
  M learn(Estimator<M> estimator, RunData opened, FitOptions how) {
    return estimator.fit(learnedFrom(opened), how);
  }

  /** Shows a model; if that fails, it is closed. */
  final RunResult show(
      M model, boolean isNew, RunData opened, RunDescription description, long start) {
    Results results = new Results();
    try {
      if (run.isVerbose()) {
        host.err().println(model.summary());
      }
      View view = view(model, opened);
      view.arrays(opened.all(), results);
      opened.separateValidation().ifPresent(held -> view.arrays(held, results.prefixed("val_")));
      view.ownArrays(results);
      double seconds = (System.nanoTime() - start) * 1e-9;
      view.figures(learnedFrom(opened), results);
      opened.validation().ifPresent(held -> view.figures(held, results.prefixed("val_")));
      opened.test().ifPresent(test -> view.figures(test, results.prefixed("test_")));
      view.rest(results);
      results.tables(opened.all(), model.scaling());
      return new RunResult(
          title(opened.name()),
          results,
          Optional.of(model),
          isNew,
          description.withEnd(model.scaling(), seconds));
    } catch (RuntimeException | Error e) {
      model.close();
      results.close();
      throw e;
    }
  }
}
