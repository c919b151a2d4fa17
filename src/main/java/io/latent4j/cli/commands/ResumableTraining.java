package io.latent4j.cli.commands;

import io.latent4j.cli.flags.OptimizerFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.DivergedFitException;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Model;
import io.latent4j.training.TrainingDivergedException;
import io.latent4j.training.listeners.CheckpointMismatchException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Training that is saved as it goes on, and resumed if a flag says so.
 *
 * @param host who is told
 * @param flags what to do with what is saved there already
 * @param folder where it is saved
 */
record ResumableTraining(Host host, OptimizerFlags flags, TrainingFolder folder) {

  /** How to fit; tells if there is nothing to resume. */
  FitOptions options(EngineOptions engine) {
    if (flags.resumes() && !folder.hasTraining()) {
      host.message("--resume: nothing is saved in " + folder.path() + ", so training begins anew");
    }
    CheckpointUse begin = flags.forces() ? CheckpointUse.OVERWRITE : CheckpointUse.BEGIN;
    return FitOptions.of(engine)
        .withCheckpoint(folder.path(), flags.resumes() ? CheckpointUse.RESUME : begin);
  }

  /** Fits; names the flag if what is saved there is another training, and tidies up on failure. */
  <T> T run(Supplier<T> fit) {
    try {
      return fit.get();
    } catch (CheckpointMismatchException e) {
      String flag = flags.resumes() ? "--resume: " : "--out: ";
      String advice = flags.resumes() ? "" : "; with --force it is lost";
      throw new IllegalArgumentException(flag + e.getMessage() + advice, e);
    } catch (DivergedFitException e) {
      Path kept = folder.lastGood();
      try (Model model = e.lastGood()) {
        model.save(kept);
      }
      throw new TrainingDivergedException(
          "%s, as a model in %s".formatted(e.getMessage(), kept), e);
    } catch (RuntimeException | Error e) {
      folder.removeEmptyFolders();
      throw e;
    }
  }
}
