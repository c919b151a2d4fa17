package io.latent4j.cli.commands;

import io.latent4j.cli.flags.CheckedConverter;
import io.latent4j.cli.flags.ChoiceConverter;
import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.flags.NumberConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.TrainingFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Workflow;
import io.latent4j.recommendation.RatingRange;
import io.latent4j.recommendation.Recommender;
import io.latent4j.recommendation.RecommenderObjective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recommends items to users by ratings. */
@Command(
    name = "recommend",
    header = "Recommendations from ratings by a restricted Boltzmann machine.",
    synopsisHeading = "Usage: ",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j recommend --data ratings.csv --items films.csv --top 5",
      "  latent4j recommend --data ratings.csv --for new-users.csv",
      "  latent4j recommend --model output/recommend/model --for new-users.csv --out output/new",
      "  latent4j recommend --data six-films --hidden 2 --decay 0.001 --epochs 300 --patience 0",
      "",
      "A tenth of each user's ratings is held out for the figures, the latest where there is a time;",
      "the model in model/ is then trained on all. Files: recommendations.csv (user, item, score,",
      "because), tastes.csv, hidden.npy."
    })
public final class RecommendCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;
  @Mixin private final TrainingFlags training = new TrainingFlags(Recommender.DEFAULT_TRAINING);

  @Option(
      names = "--hidden",
      paramLabel = "N",
      order = 0,
      defaultValue = "" + Recommender.DEFAULT_HIDDEN,
      converter = IntegerConverter.Positive.class,
      description = "Hidden units: how many tastes there are (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--items",
      paramLabel = "FILE",
      order = 1,
      description = "A table of two columns, item and name; recommendations use the names.")
  private Path items;

  @Option(
      names = "--top",
      paramLabel = "N",
      order = 2,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "How many items for each user (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--for",
      paramLabel = "SRC",
      order = 3,
      description =
          "Ratings of users who were not in training, as --data; they get recommendations too.")
  private String others;

  @Option(
      names = "--include-seen",
      order = 4,
      description =
          "Rank the items that a user rated among the others (default: they are left out).")
  private boolean includeSeen;

  @Option(
      names = "--rating-scale",
      paramLabel = "MIN..MAX",
      order = 5,
      defaultValue = "-Infinity..Infinity",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      converter = RangeConverter.class,
      description = "Refuse ratings outside of this range (default: all are taken).")
  private RatingRange range;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      order = 6,
      defaultValue = "leave-one-out",
      converter = ObjectiveConverter.class,
      description =
          "What training makes larger: leave-one-out, each rating's probability given the others of"
              + " its user, or contrastive-divergence (default: ${DEFAULT-VALUE}).")
  private RecommenderObjective objective;

  @Option(
      names = "--gibbs",
      paramLabel = "N",
      order = 7,
      defaultValue = "1",
      converter = IntegerConverter.Positive.class,
      description = "Gibbs steps of contrastive divergence (default: ${DEFAULT-VALUE}).")
  private int gibbs;

  @Option(
      names = "--factors",
      paramLabel = "N",
      order = 8,
      converter = IntegerConverter.Positive.class,
      description =
          "Weights as a product of matrices with so many columns (default: they are not).")
  private Integer factors;

  @Option(
      names = "--no-conditional",
      order = 9,
      description = "Hidden units do not see which items a user rated at all, only how.")
  private boolean notConditional;

  @Option(
      names = "--levels",
      paramLabel = "N",
      order = 10,
      defaultValue = "11",
      converter = IntegerConverter.Positive.class,
      description =
          "Levels of a softmax unit at most; of more different ratings, each level is a part"
              + " (default: ${DEFAULT-VALUE}).")
  private int levels;

  @Option(
      names = "--decay",
      paramLabel = "X",
      order = 11,
      defaultValue = "0.02",
      converter = NotNegative.class,
      description = "How much large weights count (default: ${DEFAULT-VALUE}).")
  private double decay;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      order = 12,
      defaultValue = "0.9",
      converter = NotNegative.class,
      description = "Momentum of --optimizer sgd (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      description =
          "Ratings: a table of user,item,rating[,time] (.csv, .tsv or .txt, also .gz; - for standard"
              + " input), or a data set whose rows are users and whose columns are items, such as"
              + " six-films. Needed unless there are --model and --for.")
  private String source;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      order = 90,
      description = "Apply the SavedModel in this folder, trained before, instead of training.")
  private Path model;

  /** The command on a host. */
  public RecommendCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    Recommender recommender = recommender();
    RatingSources sources = new RatingSources(host, data, range);
    Workflow workflow = new Workflow(host, spec, run, data);
    try (RecommendRun work =
        RecommendRun.open(
            new RecommendRun.Flags(
                recommender,
                Optional.ofNullable(model),
                Optional.ofNullable(source),
                Optional.ofNullable(others),
                Optional.ofNullable(items),
                top,
                includeSeen),
            sources,
            training,
            run,
            workflow)) {
      return workflow.execute(work::result);
    }
  }

  private Recommender recommender() {
    Recommender recommender =
        Recommender.of(hidden)
            .withObjective(objective)
            .withGibbs(gibbs)
            .withConditional(!notConditional)
            .withLevels(levels)
            .withDecay(decay)
            .withMomentum(momentum)
            .withTraining(training.plan());
    return factors == null ? recommender : recommender.withFactors(factors);
  }

  private static final class ObjectiveConverter extends ChoiceConverter<RecommenderObjective> {
    ObjectiveConverter() {
      super(RecommenderObjective.values());
    }
  }

  private static final class NotNegative extends NumberConverter {
    NotNegative() {
      super(number -> number >= 0, "a number of at least 0");
    }
  }

  private static final class RangeConverter extends CheckedConverter<RatingRange> {
    @Override
    public RatingRange parse(String text) {
      return RatingRange.parse(text);
    }
  }
}
