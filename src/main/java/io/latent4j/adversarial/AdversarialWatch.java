package io.latent4j.adversarial;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
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
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Watches over networks that are trained against each other: keeps the last good state and goes
 * back to it, and says in words what goes wrong. What it remembers is part of the state of
 * training, so a resumed run goes on as it would have.
 */
class AdversarialWatch implements TrainingListener {

  /** A generator that has not become diverse by then has collapsed from the start. */
  private static final int WARM_UP = 1000;

  private static final int WINS_IN_A_ROW = 3;
  private static final double SURE = 0.85;
  private static final double UNSURE = 0.03;

  private final Limits limits;
  private final List<Averaged> generators;
  private final Fit fit;
  private Memory memory;
  private int wins;
  private boolean winTold;
  private int lastStep;
  private int divergedAt;
  private Map<String, Double> remembered = Map.of();

  /**
   * What is too little, and what happens then.
   *
   * @param collapseBelow the least diversity, as a share of that of real samples
   * @param recover whether to go back after a collapse
   * @param smoothing how far the label of real samples is below 1
   * @param loss what the networks minimize
   */
  record Limits(double collapseBelow, boolean recover, double smoothing, GanLoss loss) {}

  /**
   * A generator, and the network whose variables are its moving averages.
   *
   * @param generator what is trained
   * @param average what is kept
   */
  record Averaged(Sequential generator, Sequential average) {}

  AdversarialWatch(Limits limits, List<Averaged> generators, Fit fit) {
    this.limits = limits;
    this.generators = List.copyOf(generators);
    this.fit = fit;
  }

  /** What is remembered from step to step, in the engine. */
  private static final class Memory implements Trackable {
    private final ModelVariable<TFloat32> collapses;
    private final ModelVariable<TFloat32> isCollapsed;
    private final ModelVariable<TFloat32> lastGood;
    private final VariableCopies good;

    Memory(TrainingRun run) {
      Engine engine = run.engine();
      collapses = zeros(engine, "collapses", Shape.scalar());
      isCollapsed = zeros(engine, "is_collapsed", Shape.scalar());
      lastGood = zeros(engine, "last_good", Shape.scalar());
      List<ModelVariable<?>> all = new ArrayList<>();
      run.state()
          .forEach(
              (name, tree) -> {
                if (!name.equals("step")) { // lest the same random numbers lead to the same end
                  all.addAll(tree.variables());
                }
              });
      good = VariableCopies.of(engine, "good", all);
    }

    @Override
    public Map<String, Trackable> children() {
      Map<String, Trackable> children = new LinkedHashMap<>();
      children.put("collapses", collapses);
      children.put("is_collapsed", isCollapsed);
      children.put("last_good", lastGood);
      children.put("good", good);
      return children;
    }
  }

  static ModelVariable<TFloat32> zeros(Engine engine, String name, Shape shape) {
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
  public void onStart(TrainingRun run) {
    memory = new Memory(run);
    run.addState("watch", memory);
  }

  @Override
  public void onReady(TrainingRun run) {
    lastStep = made(run, run.epochs().size());
  }

  /** How many steps so many epochs are. */
  static int made(TrainingRun run, int epochs) {
    return run.options().counted().orElseThrow().after(epochs);
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    lastStep = made(run, run.epochs().size()) + step;
  }

  /** How many steps were made. */
  final int lastStep() {
    return lastStep;
  }

  // ---------------------------------------------------------------- checks

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    int step = made(run, epoch.number());
    checkDiversity(step, epoch.metrics().get(AdversarialStep.DIVERSITY));
    checkBalance(step, epoch);
  }

  private void checkDiversity(int step, Double diversity) {
    if (diversity == null) {
      return;
    }
    if (diversity >= limits.collapseBelow()) {
      memory.isCollapsed.assign(0);
      memory.lastGood.assign(step);
      memory.good.keep();
      return;
    }
    int good = (int) get(memory.lastGood);
    boolean isNew = get(memory.isCollapsed) == 0;
    if (good == 0 && step < WARM_UP) {
      return;
    }
    boolean goesBack = good > 0 && limits.recover();
    if (isNew || goesBack) {
      memory.collapses.assign(get(memory.collapses) + 1);
      fit.say(collapse(step, diversity, good, goesBack));
    }
    memory.isCollapsed.assign(1);
    if (goesBack) {
      memory.good.restore();
      generators.forEach(pair -> pair.average.copyValuesTo(pair.generator));
    }
  }

  private static String collapse(int step, double diversity, int good, boolean goesBack) {
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
    if (!limits.loss().hasTargets() || winTold) {
      return;
    }
    double real = epoch.metric(AdversarialStep.REAL);
    double generated = epoch.metric(AdversarialStep.GENERATED);
    wins = real > SURE - limits.smoothing() && generated < UNSURE ? wins + 1 : 0;
    if (wins >= WINS_IN_A_ROW) {
      winTold = true;
      fit.say(
          ("step %d: the discriminator wins: it takes real samples for real with probability %.2f and generated ones"
                  + " with %.2f, so the generator learns next to nothing. A lower learning rate, more label noise"
                  + " or smoothing, or the Wasserstein loss may help")
              .formatted(step, real, generated));
    }
  }

  // ------------------------------------------------------------ divergence

  @Override
  public boolean onDivergence(TrainingRun run, int step, Map<String, Double> metrics) {
    int made = made(run, run.epochs().size()) + step;
    String network = isDiscriminator(metrics) ? "discriminator" : "generator";
    int good = (int) get(memory.lastGood);
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
    Map<String, Double> known = new LinkedHashMap<>();
    known.put("collapses", (double) get(memory.collapses));
    if (divergedAt > 0) {
      known.put("diverged_at", (double) divergedAt);
    }
    remembered = known;
  }

  @Override
  public void onClose(TrainingRun run) {
    memory = null;
  }

  /** What the last epoch gave, and what was remembered. */
  Map<String, Double> figures(History history) {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!history.epochs().isEmpty()) {
      for (String name :
          List.of(
              AdversarialStep.GENERATOR_LOSS,
              AdversarialStep.DISCRIMINATOR_LOSS,
              CycleStep.CYCLE_LOSS,
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
