package io.latent4j.model;

import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import io.latent4j.training.listeners.Checkpointing;
import io.latent4j.training.listeners.EarlyStopping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of a network by a plan, as a fit wants it: with early stopping, checkpoints,
 * listeners and one end.
 */
public final class NetworkTraining {
  private final Fit fit;
  private final TrainingPlan plan;
  private final Optional<String> ending;
  private final String subfolder;

  /**
   * Prepares training.
   *
   * @param fit the fit that it is for
   * @param plan how to train
   */
  public NetworkTraining(Fit fit, TrainingPlan plan) {
    this(fit, plan, Optional.empty(), "");
  }

  private NetworkTraining(Fit fit, TrainingPlan plan, Optional<String> ending, String subfolder) {
    this.fit = fit;
    this.plan = plan;
    this.ending = ending;
    this.subfolder = subfolder;
  }

  /**
   * The same, but where there is validation, with patience for another metric than its loss, after
   * which the last weights are kept: for a metric that says when to end, but not which weights are
   * best.
   *
   * @param metric its name, such as {@code val_free_energy_gap}; lower is better
   * @return the changed training
   */
  public NetworkTraining endedBy(String metric) {
    return new NetworkTraining(fit, plan, Optional.of(metric), subfolder);
  }

  /**
   * The same, saved in a folder of its own below the fit's: for fits that train more than once.
   *
   * @param subfolder the name of the folder
   * @return training with the same plan
   */
  public NetworkTraining savedIn(String subfolder) {
    return new NetworkTraining(fit, plan, ending, subfolder);
  }

  /**
   * Trains. With patience, training ends early and the best weights are kept: best by validation
   * loss or, without validation, by training loss.
   *
   * @param stage what listeners are told is under way, such as {@code training}
   * @param trainer the network and its loss
   * @param training the samples to train on
   * @param validation the samples to evaluate after each epoch
   * @param followers who else follows the training, before it is told and saved
   * @return what it gave
   * @throws io.latent4j.training.listeners.CheckpointMismatchException if a training of other
   *     settings is saved where this one is to be
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public History run(
      String stage,
      Trainer trainer,
      TrainingSet training,
      Optional<TrainingSet> validation,
      TrainingListener... followers) {
    int batch = plan.batchOf(training.count());
    fit.resolve("batch", batch);
    if (plan.learningRate().isEmpty()) {
      fit.resolve("learning_rate", plan.firstRate());
    }
    boolean keepsLast = validation.isPresent() && ending.isPresent();
    String monitored = keepsLast ? ending.get() : validation.isPresent() ? "val_loss" : "loss";
    Optional<EarlyStopping> stopping =
        plan.patience() == 0
            ? Optional.empty()
            : Optional.of(EarlyStopping.of(plan.patience()).monitoring(monitored))
                .map(best -> keepsLast ? best.withoutRestoring() : best);
    List<TrainingListener> listeners = new ArrayList<>();
    stopping.ifPresent(listeners::add);
    listeners.addAll(List.of(followers));
    listeners.addAll(fit.how().trainingListeners());
    TrainingProgress progress = new TrainingProgress(fit.stages(), stage);
    listeners.add(progress);
    checkpointing(fit, subfolder, settings()).ifPresent(listeners::add);
    TrainingListener[] all = listeners.toArray(new TrainingListener[0]);
    TrainingOptions options = TrainingOptions.of(plan.epochs(), batch);
    History history =
        validation.isPresent()
            ? trainer.fit(training, validation.get(), options, all)
            : trainer.fit(training, options, all);
    progress.end(history, reason(history, stopping, monitored));
    return history;
  }

  private String reason(History history, Optional<EarlyStopping> stopping, String monitored) {
    return history.end() == History.End.STOPPED && stopping.isPresent()
        ? "%s did not fall for %d epochs; the weights are those of epoch %d"
            .formatted(
                monitored,
                plan.patience(),
                ending.isPresent() && monitored.equals(ending.get())
                    ? history.epochs().size()
                    : stopping.get().bestEpoch())
        : "complete";
  }

  /**
   * What the weights that were kept give.
   *
   * @param trainer the network and its loss
   * @param training the samples that were trained on
   * @param validation the samples that were held out
   * @return loss and metrics by name, those of validation with {@code val_} before the name
   */
  public Map<String, Double> figures(
      Trainer trainer, TrainingSet training, Optional<TrainingSet> validation) {
    int batch = plan.batchOf(training.count());
    Map<String, Double> figures = new LinkedHashMap<>(trainer.evaluate(training, batch));
    validation.ifPresent(
        held ->
            trainer
                .evaluate(held, batch)
                .forEach((name, value) -> figures.put("val_" + name, value)));
    return figures;
  }

  /** Saves a training of these settings where the fit wants it, in a folder below. */
  static Optional<Checkpointing> checkpointing(
      Fit fit, String subfolder, Map<String, String> settings) {
    FitOptions how = fit.how();
    return how.checkpoint()
        .map(folder -> Checkpointing.of(folder.resolve(subfolder), settings).sparingly())
        .map(
            saving ->
                switch (how.checkpointUse()) {
                  case BEGIN -> saving;
                  case RESUME -> saving.resuming();
                  case OVERWRITE -> saving.overwriting();
                });
  }

  /** All that the weights depend on but, at a constant rate, the number of epochs. */
  private Map<String, String> settings() {
    Map<String, String> settings = fit.settings();
    if (plan.schedule() == RateSchedule.CONSTANT) {
      settings.remove("epochs");
    }
    return settings;
  }
}
