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
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import io.latent4j.training.VariableCopies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Watches over the training of a GAN: keeps the last good state and goes back to it, keeps the best
 * generator and samples at some steps, and says in words what goes wrong. What it remembers is part
 * of the state of training, so a resumed run goes on as it would have.
 */
final class GanWatch implements TrainingListener {
  /** How many samples a snapshot has, in rows of eight. */
  static final int SHOWN = 64;

  /** Steps at which a film has a frame, besides those that were asked for. */
  private static final int[] FRAMES = {
    100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500, 6000,
    6500, 7000, 7500, 8000, 8500, 9000, 9500, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000
  };

  /** A generator that has not become diverse by then has collapsed from the start. */
  private static final int WARM_UP = 1000;

  private static final int CHUNK = 256;
  private static final int WINS_IN_A_ROW = 3;
  private static final double SURE = 0.85;
  private static final double UNSURE = 0.03;

  private final Gan options;
  private final GanDescription description;
  private final Sequential average;
  private final Sequential generator;
  private final Fit fit;
  private final Optional<GeneratorScore> score;
  private final List<Integer> frameSteps = new ArrayList<>();
  private final List<GanSnapshot> snapshots = new ArrayList<>();
  private Memory memory;
  private CompiledFunction generate;
  private int wins;
  private boolean winTold;
  private int lastStep;
  private int divergedAt;
  private Map<String, Double> remembered = Map.of();

  GanWatch(
      Gan options,
      GanNetwork network,
      Sequential average,
      Fit fit,
      Optional<GeneratorScore> score,
      boolean hasImages) {
    this.options = options;
    this.description = network.description();
    this.generator = network.generator();
    this.average = average;
    this.fit = fit;
    this.score = score;
    if (hasImages) {
      TreeSet<Integer> steps = new TreeSet<>(options.snapshots());
      for (int step : FRAMES) {
        steps.add(step);
      }
      frameSteps.addAll(steps);
    }
  }

  /** What is remembered from step to step, in the engine. */
  private static final class Memory implements Trackable {
    private final ModelVariable<TFloat32> collapses;
    private final ModelVariable<TFloat32> isCollapsed;
    private final ModelVariable<TFloat32> lastGood;
    private final ModelVariable<TFloat32> bestScore;
    private final ModelVariable<TFloat32> bestStep;
    private final VariableCopies good;
    private final VariableCopies best;
    private final List<ModelVariable<TFloat32>> frames = new ArrayList<>();

    Memory(TrainingRun run, Sequential average, int frameCount, int features) {
      Engine engine = run.engine();
      collapses = zeros(engine, "collapses", Shape.scalar());
      isCollapsed = zeros(engine, "is_collapsed", Shape.scalar());
      lastGood = zeros(engine, "last_good", Shape.scalar());
      bestScore = zeros(engine, "best_score", Shape.scalar());
      bestStep = zeros(engine, "best_step", Shape.scalar());
      List<ModelVariable<?>> all = new ArrayList<>();
      run.state()
          .forEach(
              (name, tree) -> {
                if (!name.equals("step")) { // lest the same random numbers lead to the same end
                  all.addAll(tree.variables());
                }
              });
      good = VariableCopies.of(engine, "good", all);
      best = VariableCopies.of(engine, "best", average.variables());
      for (int i = 0; i < frameCount; i++) {
        frames.add(zeros(engine, "frame", Shape.of(SHOWN, features)));
      }
    }

    private static ModelVariable<TFloat32> zeros(Engine engine, String name, Shape shape) {
      return engine.variable(
          name,
          TFloat32.class,
          shape,
          false,
          (tf, size, seed) -> tf.zeros(tf.constant(size), TFloat32.class));
    }

    static float get(ModelVariable<TFloat32> number) {
      return number.toFloats()[0];
    }

    @Override
    public Map<String, Trackable> children() {
      Map<String, Trackable> children = new LinkedHashMap<>();
      children.put("collapses", collapses);
      children.put("is_collapsed", isCollapsed);
      children.put("last_good", lastGood);
      children.put("best_score", bestScore);
      children.put("best_step", bestStep);
      children.put("good", good);
      children.put("best", best);
      children.put("frames", TrackableList.of(frames));
      return children;
    }
  }

  @Override
  public void onStart(TrainingRun run) {
    memory =
        new Memory(run, average, frameSteps.size(), Math.toIntExact(description.sample().size()));
    run.addState("watch", memory);
    generate =
        run.engine()
            .function(
                "generate",
                List.of(InputSpec.floats("latent", Shape.UNKNOWN_SIZE, description.code())),
                (tf, in) ->
                    Map.of("generated", average.call(tf, in.floats("latent"), Mode.INFERENCE)));
  }

  @Override
  public void onReady(TrainingRun run) {
    lastStep = made(run, run.epochs().size());
  }

  private static int made(TrainingRun run, int epochs) {
    return run.options().counted().orElseThrow().after(epochs);
  }

  // ------------------------------------------------------------- snapshots

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    lastStep = made(run, run.epochs().size()) + step;
    int frame = frameSteps.indexOf(lastStep);
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
    int step = made(run, epoch.number());
    checkDiversity(step, epoch.metrics().get(AdversarialStep.DIVERSITY));
    checkBalance(step, epoch);
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

  private void checkDiversity(int step, Double diversity) {
    if (diversity == null) {
      return;
    }
    if (diversity >= options.collapseBelow()) {
      memory.isCollapsed.assign(0);
      memory.lastGood.assign(step);
      memory.good.keep();
      return;
    }
    int good = (int) Memory.get(memory.lastGood);
    boolean isNew = Memory.get(memory.isCollapsed) == 0;
    if (good == 0 && step < WARM_UP) {
      return;
    }
    boolean goesBack = good > 0 && options.recover();
    if (isNew || goesBack) {
      memory.collapses.assign(Memory.get(memory.collapses) + 1);
      fit.say(collapse(step, diversity, good, goesBack));
    }
    memory.isCollapsed.assign(1);
    if (goesBack) {
      memory.good.restore();
      average.copyValuesTo(generator);
    }
  }

  private String collapse(int step, double diversity, int good, boolean goesBack) {
    String what =
        "step %d: the generator has collapsed: its samples differ from each other by %s of what real ones do. "
            .formatted(step, percent(diversity));
    if (goesBack) {
      return what + "Training goes on from its average of step %d".formatted(good);
    }
    return what
        + (good == 0
            ? "It has not been better yet; a lower learning rate or the Wasserstein loss may help"
            : "Training goes on from here");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private void checkBalance(int step, Epoch epoch) {
    if (!options.loss().hasTargets() || winTold) {
      return;
    }
    double real = epoch.metric(AdversarialStep.REAL);
    double generated = epoch.metric(AdversarialStep.GENERATED);
    wins = real > SURE - options.smoothing() && generated < UNSURE ? wins + 1 : 0;
    if (wins >= WINS_IN_A_ROW) {
      winTold = true;
      fit.say(
          ("step %d: the discriminator wins: it takes real samples for real with probability %.2f and generated ones"
                  + " with %.2f, so the generator learns next to nothing. A lower learning rate, more label noise"
                  + " or smoothing, or the Wasserstein loss may help")
              .formatted(step, real, generated));
    }
  }

  private void keepBest(GeneratorScore by, int step, long seed) {
    float[][] codes =
        LatentValues.draw(by.samples(), description.latent(), description.labels(), ~seed);
    float value = (float) by.of(generate(codes));
    boolean isFirst = Memory.get(memory.bestStep) == 0;
    if (!Float.isNaN(value) && (isFirst || value < Memory.get(memory.bestScore))) {
      memory.bestScore.assign(value);
      memory.bestStep.assign(step);
      memory.best.keep();
    }
  }

  // ------------------------------------------------------------ divergence

  @Override
  public boolean onDivergence(TrainingRun run, int step, Map<String, Double> metrics) {
    int made = made(run, run.epochs().size()) + step;
    String network = isDiscriminator(metrics) ? "discriminator" : "generator";
    int good = (int) Memory.get(memory.lastGood);
    String what =
        "step %d: the loss is no number any more; the %s is the first network that is not finite. "
            .formatted(made, network);
    if (good == 0) {
      fit.say(what + "No earlier state was good; a lower learning rate may help");
      return false;
    }
    memory.good.restore();
    divergedAt = made;
    fit.say(what + "Training ends, and the generator of step %d is kept".formatted(good));
    return true;
  }

  /** The discriminator sees real samples first, then generated ones, and has its loss first. */
  private static boolean isDiscriminator(Map<String, Double> metrics) {
    if (!Double.isFinite(metrics.get(AdversarialStep.REAL))) {
      return true;
    }
    return Double.isFinite(metrics.get(AdversarialStep.GENERATED))
        && !Double.isFinite(metrics.get(AdversarialStep.DISCRIMINATOR_LOSS));
  }

  // ------------------------------------------------------------------- end

  @Override
  public void onEnd(TrainingRun run, History history) {
    if (Memory.get(memory.bestStep) > 0) {
      memory.best.restore();
    }
    remembered = new LinkedHashMap<>();
    remembered.put("collapses", (double) Memory.get(memory.collapses));
    if (divergedAt > 0) {
      remembered.put("diverged_at", (double) divergedAt);
    }
    if (Memory.get(memory.bestStep) > 0) {
      remembered.put("best_score", (double) Memory.get(memory.bestScore));
      remembered.put("best_step", (double) Memory.get(memory.bestStep));
    }
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
    memory = null;
    generate = null;
  }

  /** The samples that were kept, and those of the end. */
  List<GanSnapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  /** What the last epoch gave, and what was remembered. */
  Map<String, Double> figures(History history) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!history.epochs().isEmpty()) {
      for (String name :
          List.of(
              AdversarialStep.GENERATOR_LOSS,
              AdversarialStep.DISCRIMINATOR_LOSS,
              AdversarialStep.DIVERSITY)) {
        Double value = history.last().metrics().get(name);
        if (value != null) {
          figures.put(name, value);
        }
      }
    }
    figures.putAll(remembered);
    figures.put("steps", (double) lastStep);
    return figures;
  }
}
