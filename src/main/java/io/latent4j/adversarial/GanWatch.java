package io.latent4j.adversarial;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.model.Fit;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.VariableCopies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Watches over the training of a GAN: what {@link AdversarialWatch} does, and besides keeps the
 * best generator and samples at some steps.
 */
final class GanWatch extends AdversarialWatch {
  /** How many samples a snapshot has, in rows of eight. */
  static final int SHOWN = 64;

  /** Steps at which a film has a frame, besides those that were asked for. */
  private static final int[] FRAMES = {
    100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500, 6000,
    6500, 7000, 7500, 8000, 8500, 9000, 9500, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000
  };

  private static final int CHUNK = 256;

  private final GanDescription description;
  private final Sequential average;
  private final Optional<GeneratorScore> score;
  private final List<Integer> frameSteps = new ArrayList<>();
  private final List<GanSnapshot> snapshots = new ArrayList<>();
  private Memory memory;
  private CompiledFunction generate;
  private Map<String, Double> remembered = Map.of();

  GanWatch(
      Gan options,
      GanNetwork network,
      Sequential average,
      Fit fit,
      Optional<GeneratorScore> score,
      boolean hasImages) {
    super(
        new Limits(options.collapseBelow(), options.recover(), options.smoothing(), options.loss()),
        List.of(new Averaged(network.generator(), average)),
        fit);
    this.description = network.description();
    this.average = average;
    this.score = score;
    if (hasImages) {
      TreeSet<Integer> steps = new TreeSet<>(options.snapshots());
      for (int step : FRAMES) {
        steps.add(step);
      }
      frameSteps.addAll(steps);
    }
  }

  /** The best generator, and the samples that are shown, in the engine. */
  private static final class Memory implements Trackable {
    private final ModelVariable<TFloat32> bestScore;
    private final ModelVariable<TFloat32> bestStep;
    private final VariableCopies best;
    private final List<ModelVariable<TFloat32>> frames = new ArrayList<>();

    Memory(Engine engine, Sequential average, int frameCount, int features) {
      bestScore = zeros(engine, "best_score", Shape.scalar());
      bestStep = zeros(engine, "best_step", Shape.scalar());
      best = VariableCopies.of(engine, "best", average.variables());
      for (int i = 0; i < frameCount; i++) {
        frames.add(zeros(engine, "frame", Shape.of(SHOWN, features)));
      }
    }

    @Override
    public Map<String, Trackable> children() {
      Map<String, Trackable> children = new LinkedHashMap<>();
      children.put("best_score", bestScore);
      children.put("best_step", bestStep);
      children.put("best", best);
      children.put("frames", TrackableList.of(frames));
      return children;
    }
  }

  @Override
  public void onStart(TrainingRun run) {
    super.onStart(run);
    memory =
        new Memory(
            run.engine(), average, frameSteps.size(), Math.toIntExact(description.sample().size()));
    run.addState("kept", memory);
    generate =
        run.engine()
            .function(
                "generate",
                List.of(InputSpec.floats("latent", Shape.UNKNOWN_SIZE, description.code())),
                (tf, in) ->
                    Map.of("generated", average.call(tf, in.floats("latent"), Mode.INFERENCE)));
  }

  // ------------------------------------------------------------- snapshots

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    super.onStep(run, step, loss);
    int frame = frameSteps.indexOf(lastStep());
    if (frame >= 0) {
      float[] values = new float[Math.toIntExact(memory.frames.get(frame).shape().size())];
      float[][] rows = generate(shownCodes(run.engine().options().seed()));
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
      }
      memory.frames.get(frame).assign(values);
    }
  }

  private float[][] shownCodes(long seed) {
    return LatentValues.draw(SHOWN, description.latent(), description.labels(), seed);
  }

  private float[][] generate(float[][] codes) {
    float[][] rows = new float[codes.length][];
    for (int from = 0; from < codes.length; from += CHUNK) {
      int count = Math.min(CHUNK, codes.length - from);
      float[] flat = new float[count * description.code()];
      for (int i = 0; i < count; i++) {
        System.arraycopy(codes[from + i], 0, flat, i * description.code(), description.code());
      }
      try (TFloat32 latent =
              TFloat32.tensorOf(
                  Shape.of(count, description.code()), DataBuffers.of(flat, true, false));
          Outputs outputs = generate.call(Map.of("latent", latent))) {
        float[] values = outputs.floats("generated");
        int size = values.length / count;
        for (int i = 0; i < count; i++) {
          rows[from + i] = new float[size];
          System.arraycopy(values, i * size, rows[from + i], 0, size);
        }
      }
    }
    return rows;
  }

  // ---------------------------------------------------------------- checks

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    super.onEpoch(run, epoch);
    int step = made(run, epoch.number());
    boolean isLast = step == run.options().counted().orElseThrow().total();
    score.ifPresent(
        by -> {
          int every = by.everySteps();
          boolean isDue = step / every > made(run, epoch.number() - 1) / every;
          if (isDue || isLast) {
            keepBest(by, step, run.engine().options().seed());
          }
        });
  }

  private void keepBest(GeneratorScore by, int step, long seed) {
    float[][] codes =
        LatentValues.draw(by.samples(), description.latent(), description.labels(), ~seed);
    float value = (float) by.of(generate(codes));
    boolean isFirst = get(memory.bestStep) == 0;
    if (!Float.isNaN(value) && (isFirst || value < get(memory.bestScore))) {
      memory.bestScore.assign(value);
      memory.bestStep.assign(step);
      memory.best.keep();
    }
  }

  // ------------------------------------------------------------------- end

  @Override
  public void onEnd(TrainingRun run, History history) {
    super.onEnd(run, history);
    if (get(memory.bestStep) > 0) {
      memory.best.restore();
      remembered = new LinkedHashMap<>();
      remembered.put("best_score", (double) get(memory.bestScore));
      remembered.put("best_step", (double) get(memory.bestStep));
    }
    int lastStep = lastStep();
    for (int i = 0; i < frameSteps.size() && frameSteps.get(i) <= lastStep; i++) {
      snapshots.add(new GanSnapshot(frameSteps.get(i), rows(memory.frames.get(i))));
    }
    boolean hasLast =
        !snapshots.isEmpty() && snapshots.get(snapshots.size() - 1).step() == lastStep;
    if (!frameSteps.isEmpty() && !hasLast && lastStep > 0) {
      snapshots.add(new GanSnapshot(lastStep, generate(shownCodes(run.engine().options().seed()))));
    }
  }

  private static float[][] rows(ModelVariable<TFloat32> frame) {
    float[] values = frame.toFloats();
    float[][] rows = new float[SHOWN][values.length / SHOWN];
    for (int i = 0; i < SHOWN; i++) {
      System.arraycopy(values, i * rows[i].length, rows[i], 0, rows[i].length);
    }
    return rows;
  }

  @Override
  public void onClose(TrainingRun run) {
    super.onClose(run);
    memory = null;
    generate = null;
  }

  /** The samples that were kept, and those of the end. */
  List<GanSnapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  @Override
  Map<String, Double> figures(History history) {
    Map<String, Double> figures = super.figures(history);
    figures.putAll(remembered);
    return figures;
  }
}
