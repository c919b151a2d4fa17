package io.latent4j.cli.commands;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.TrainingFlags;
import io.latent4j.cli.host.Progress;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.TrainingFolder;
import io.latent4j.cli.run.Workflow;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.TrainingPlan;
import io.latent4j.pictures.RecommendationPictures;
import io.latent4j.recommendation.HeldOut;
import io.latent4j.recommendation.RatingFigures;
import io.latent4j.recommendation.Ratings;
import io.latent4j.recommendation.Recommendation;
import io.latent4j.recommendation.Recommender;
import io.latent4j.recommendation.RecommenderModel;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The work of {@code recommend}. */
final class RecommendRun implements AutoCloseable {
  private static final double HELD_OUT = 0.1;
  private static final int SHOWN = 3;

  /**
   * What is asked for.
   *
   * @param recommender how to learn
   * @param model the SavedModel to apply instead
   * @param data the ratings to learn from or to apply the model to
   * @param others ratings of further users
   * @param items the file of names
   * @param top how many items a user
   * @param includeSeen whether items that a user rated are ranked too
   */
  record Flags(
      Recommender recommender,
      Optional<Path> model,
      Optional<String> data,
      Optional<String> others,
      Optional<Path> items,
      int top,
      boolean includeSeen) {}

  private final Flags flags;
  private final RatingSources sources;
  private final TrainingFlags training;
  private final RunFlags run;
  private final Workflow workflow;

  private Optional<RecommenderModel> loaded = Optional.empty();
  private Optional<Ratings> ratings = Optional.empty();
  private Optional<Ratings> others = Optional.empty();
  private Optional<Ratings> test = Optional.empty();
  private Optional<HeldOut> parts = Optional.empty();
  private Map<String, String> names = Map.of();

  private RecommendRun(
      Flags flags, RatingSources sources, TrainingFlags training, RunFlags run, Workflow workflow) {
    this.flags = flags;
    this.sources = sources;
    this.training = training;
    this.run = run;
    this.workflow = workflow;
  }

  /** Reads and checks all that the flags name. */
  static RecommendRun open(
      Flags flags, RatingSources sources, TrainingFlags training, RunFlags run, Workflow workflow) {
    RecommendRun opened = new RecommendRun(flags, sources, training, run, workflow);
    try {
      opened.read();
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private void read() {
    sources.check();
    if (flags.data().isEmpty() && (flags.model().isEmpty() || flags.others().isEmpty())) {
      throw new IllegalArgumentException("--data is needed, unless there are --model and --for");
    }
    names = flags.items().map(sources::names).orElse(Map.of());
    ratings = flags.data().map(sources::limited).map(all -> all.withItemNames(names));
    others = flags.others().map(sources::read);
    test = sources.flags().test().map(source -> sources.read(source.spec()));
    loaded = flags.model().map(RecommenderModel::load);
    ratings.ifPresent(this::checkData);
    others.ifPresent(this::checkOthers);
    if (run.isVerbose()) {
      ratings.ifPresent(all -> say("data: " + all));
      others.ifPresent(all -> say("for: " + all));
    }
  }

  private void say(String message) {
    workflow.host().message(message);
  }

  private void checkData(Ratings all) {
    Set<String> unrated = new TreeSet<>(names.keySet());
    all.items().forEach(unrated::remove);
    if (!unrated.isEmpty()) {
      say(
          "%d items of %s are rated by nobody and can't be recommended: %s"
              .formatted(unrated.size(), flags.items().orElseThrow(), some(unrated)));
    }
    if (loaded.isPresent()) {
      Flag.naming("--data", () -> loaded.get().hidden(all));
    } else {
      flags.recommender().check(all);
    }
    boolean canBeHeldOut = false;
    for (int user = 0; user < all.users().size(); user++) {
      canBeHeldOut |= all.countOf(user) > 1;
    }
    if (canBeHeldOut) {
      parts = Optional.of(all.holdOut(HELD_OUT, run.engineOptions().seed()));
      if (loaded.isEmpty()) {
        Flag.naming(
            "--data",
            () -> {
              flags.recommender().check(parts.get().training());
              return true;
            });
      }
    } else {
      say("no user gave two ratings, so none is held out and there are no figures");
    }
  }

  private static String some(Set<String> ids) {
    List<String> first = ids.stream().limit(SHOWN).toList();
    return String.join(", ", first) + (ids.size() > SHOWN ? ", ..." : "");
  }

  private void checkOthers(Ratings further) {
    if (loaded.isPresent()) {
      Flag.naming("--for", () -> loaded.get().hidden(further));
    } else {
      ratings.ifPresent(
          all ->
              Flag.naming(
                  "--for",
                  () -> {
                    flags.recommender().scaleOf(all).require(further);
                    return true;
                  }));
    }
    Set<String> both = new TreeSet<>(further.users());
    both.retainAll(ratings.map(Ratings::users).orElse(List.of()));
    if (!both.isEmpty()) {
      say(
          "%d users of --for are in --data too, and get recommendations for each: %s"
              .formatted(both.size(), some(both)));
    }
  }

  /** Trains, or applies the model, and collects what there is to show. */
  RunResult result() {
    long start = System.nanoTime();
    Results results = new Results();
    RecommenderModel model = loaded.isPresent() ? apply(results) : train(results);
    loaded = Optional.empty(); // the result closes it
    try {
      List<Recommendation> all = recommend(model, results);
      double seconds = (System.nanoTime() - start) * 1e-9;
      show(model, all, results);
      Ratings described = ratings.or(() -> others).orElseThrow();
      return new RunResult(
          "Recommendations for " + described.name(),
          results,
          Optional.of(model),
          flags.model().isEmpty(),
          workflow
              .describe(
                  flags.data().or(flags::others).orElseThrow(),
                  described.toString(),
                  described.count(),
                  described.items().size())
              .withEnd(model.scaling(), seconds));
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private RecommenderModel apply(Results results) {
    RecommenderModel model = loaded.orElseThrow();
    parts.ifPresent(held -> addFigures(model, held.training(), held.held(), results));
    ratings.ifPresent(all -> addTest(model, all, results));
    return model;
  }

  private static void addFigures(
      RecommenderModel model, Ratings given, Ratings held, Results results) {
    RatingFigures figures = model.evaluate(given, held);
    figures.toMap().forEach(results::figure);
    RecommendationPictures.errors(model.predict(given, held)).ifPresent(results::picture);
  }

  private void addTest(RecommenderModel model, Ratings all, Results results) {
    test.ifPresent(
        held ->
            model
                .evaluate(all, held)
                .toMap()
                .forEach((name, value) -> results.prefixed("test_").figure(name, value)));
  }

  /**
   * Finds the number of epochs on a part of the ratings, trains on all that is not held out for the
   * figures, and then on all for the model. When it is interrupted, the last model that was trained
   * stands for those that weren't.
   */
  private RecommenderModel train(Results results) {
    Ratings all = ratings.orElseThrow();
    TrainingPlan plan = training.plan();
    Optional<HeldOut> inner = plan.patience() == 0 ? Optional.empty() : innerParts();
    if (inner.isEmpty()) {
      plan = plan.withPatience(0);
    }
    Optional<History> history = Optional.empty();
    if (inner.isPresent()) {
      RecommenderModel search =
          fit("epochs", inner.get().training(), Optional.of(inner.get().held()), plan);
      history = Optional.of(search.history());
      plan = plan.withPatience(0).withEpochs(bestEpoch(search.history()));
      if (search.interrupted()) {
        return end(search, history, results);
      }
      search.close();
    }
    if (parts.isPresent()) {
      RecommenderModel judged = fit("figures", parts.get().training(), Optional.empty(), plan);
      if (judged.interrupted()) {
        return end(judged, history, results);
      }
      try (judged) {
        addFigures(judged, parts.get().training(), parts.get().held(), results);
      }
    }
    RecommenderModel model = fit("all", all, Optional.empty(), plan);
    addTest(model, all, results);
    results.figure("trained_epochs", model.history().epochs().size());
    TrainedCommand.addHistory(history.orElse(model.history()), results);
    return model;
  }

  private RecommenderModel end(RecommenderModel model, Optional<History> history, Results results) {
    parts.ifPresent(held -> addFigures(model, held.training(), held.held(), results));
    TrainedCommand.addHistory(history.orElse(model.history()), results);
    return model;
  }

  private Optional<HeldOut> innerParts() {
    Ratings learned = parts.map(HeldOut::training).orElse(ratings.orElseThrow());
    Optional<Double> share = sources.validation();
    if (share.isEmpty()) {
      return Optional.empty();
    }
    try {
      HeldOut inner = learned.holdOut(share.get(), run.engineOptions().seed() + 1);
      flags.recommender().check(inner.training());
      return Optional.of(inner);
    } catch (IllegalArgumentException e) {
      say("too few ratings to find the number of epochs on, so all are trained");
      return Optional.empty();
    }
  }

  private static int bestEpoch(History history) {
    return history.epochs().stream()
        .min(Comparator.comparingDouble((Epoch epoch) -> epoch.metric("val_loss")))
        .map(Epoch::number)
        .orElse(1);
  }

  private RecommenderModel fit(
      String part, Ratings learned, Optional<Ratings> validation, TrainingPlan plan) {
    TrainingFolder folder = TrainingFolder.in(run.out("recommend")).part(part);
    ResumableTraining saved = new ResumableTraining(workflow.host(), training, folder);
    Recommender recommender = flags.recommender().withTraining(plan);
    try (Progress progress = workflow.host().progress()) {
      FitOptions how = saved.options(run.engineOptions()).withListener(progress);
      return saved.run(
          () ->
              workflow
                  .host()
                  .interruption()
                  .stoppable(() -> recommender.fit(learned, validation, how)));
    }
  }

  private List<Recommendation> recommend(RecommenderModel model, Results results) {
    List<Recommendation> all = new ArrayList<>();
    ratings.ifPresent(
        known -> {
          all.addAll(model.recommendAll(known, flags.top(), flags.includeSeen()));
          results.array("hidden", FloatArray.of(model.hidden(known)));
        });
    others.ifPresent(
        further -> {
          all.addAll(model.recommendAll(further, flags.top(), flags.includeSeen()));
          results.array("for_hidden", FloatArray.of(model.hidden(further)));
        });
    return all;
  }

  private void show(RecommenderModel model, List<Recommendation> all, Results results) {
    ratings.ifPresent(
        known -> {
          results.figure("users", known.users().size());
          results.figure("items", known.items().size());
          results.figure("ratings", known.count());
        });
    others.ifPresent(further -> addOthers(model, further, results));
    if (!names.isEmpty()) {
      Set<String> rated = new HashSet<>(model.items());
      results.figure(
          "unrated_items", names.keySet().stream().filter(id -> !rated.contains(id)).count());
    }
    results.figure("recommendations", all.size());
    if (!flags.includeSeen()) {
      int seen = seen(model, ratings) + seen(model, others);
      results.figure("seen_left_out", seen);
      say(
          "%d items that their users rated are left out (--include-seen ranks them too)"
              .formatted(seen));
    }
    results.file("recommendations.csv", file -> write(file, model, all));
    results.file("tastes.csv", file -> writeTastes(file, model));
    Ratings means = ratings.or(() -> others).orElseThrow();
    RecommendationPictures.tastes(model, means).ifPresent(results::picture);
  }

  private void addOthers(RecommenderModel model, Ratings further, Results results) {
    List<String> unknown = model.unknownItems(further);
    results.figure("for_users", further.users().size());
    results.figure("for_ratings", further.count());
    results.figure("for_unknown_items", unknown.size());
    if (!unknown.isEmpty()) {
      say(
          "%d items of --for were not in training and say nothing: %s"
              .formatted(unknown.size(), some(new TreeSet<>(unknown))));
    }
  }

  private static int seen(RecommenderModel model, Optional<Ratings> given) {
    if (given.isEmpty()) {
      return 0;
    }
    Set<String> known = new HashSet<>(model.items());
    return (int)
        given.get().toList().stream().filter(rating -> known.contains(rating.item())).count();
  }

  private static void write(Path file, RecommenderModel model, List<Recommendation> all)
      throws IOException {
    boolean named = model.isNamed();
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      List<String> header = new ArrayList<>(List.of("user", "item", "score", "because"));
      if (named) {
        header.add("name");
      }
      csv.writeRecord(header);
      for (Recommendation one : all) {
        List<String> cells =
            new ArrayList<>(
                List.of(
                    one.user(),
                    one.item(),
                    String.valueOf((float) one.score()),
                    one.because().orElse("")));
        if (named) {
          cells.add(one.name());
        }
        csv.writeRecord(cells);
      }
    }
  }

  private static void writeTastes(Path file, RecommenderModel model) throws IOException {
    float[][] tastes = model.tastes();
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      List<String> header = new ArrayList<>(List.of("item", "name"));
      for (int unit = 1; unit <= model.hiddenUnits(); unit++) {
        header.add("unit_" + unit);
      }
      csv.writeRecord(header);
      for (int item = 0; item < tastes.length; item++) {
        List<String> cells =
            new ArrayList<>(List.of(model.items().get(item), model.itemName(item)));
        for (float raised : tastes[item]) {
          cells.add(String.valueOf(raised));
        }
        csv.writeRecord(cells);
      }
    }
  }

  @Override
  public void close() {
    loaded.ifPresent(RecommenderModel::close);
  }
}
