package io.latent4j.cli.commands;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.cli.PcaRun;
import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.DataSourceConverter;
import io.latent4j.cli.flags.RunFlags;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Result;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.cluster.KMeans;
import io.latent4j.data.DataSource;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.engine.EngineOptions;
import io.latent4j.manifold.Tsne;
import io.latent4j.nn.ActivationFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latent4j demo}. */
@Command(
    name = "demo",
    header = "Shows what there is, on data that come with the program, in about a minute.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j demo",
      "  latent4j demo --out somewhere --seed 7",
      "",
      "Each part has a folder of its own below output/demo; report.html there shows them all."
    })
final class DemoCommand implements Callable<Integer> {

  private final Host host;

  @Spec private CommandSpec spec;
  @Mixin private RunFlags run;
  @Mixin private DataFlags data;

  @Option(
      names = "--data",
      paramLabel = "SRC",
      order = 100,
      defaultValue = "digits",
      converter = DataSourceConverter.class,
      description = DataSourceConverter.DESCRIPTION + " (default: ${DEFAULT-VALUE})")
  private DataSource source;

  DemoCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    Parts parts = new Parts(host, data.scale(), run.isVerbose());
    return new Workflow(host, run, data)
        .execute(spec, source, Optional.of(Validation.USUAL_SHARE), parts::check, parts);
  }

  /** The parts, one after the other. */
  private record Parts(Host host, Scaling.Kind scale, boolean verbose) implements Workflow.Work {

    private static final int CLUSTERS = 10;
    private static final int BATCH = 64;

    void check(RunData data) {
      pca().check(data);
      kMeans().check(data);
      tsne().check(data);
    }

    private PcaRun pca() {
      return new PcaRun(Pca.of(3).withScaling(scale));
    }

    private KMeansRun kMeans() {
      return new KMeansRun(KMeans.of(CLUSTERS).withScaling(scale), host);
    }

    private TsneRun tsne() {
      return new TsneRun(Tsne.of(2).withScaling(scale), host);
    }

    private AutoencoderRun autoencoder(RunData data) {
      Autoencoder settings =
          Autoencoder.of(256, 128, 64, 2)
              .withActivation(ActivationFunction.ELU)
              .withEpochs(150)
              .withBatchSize(Math.min(BATCH, data.training().count()))
              .withPatience(30)
              .withScaling(scale);
      return new AutoencoderRun(settings, ReconstructionLoss.MSE, Optional.empty(), host, verbose);
    }

    @Override
    public Result run(RunData data, EngineOptions engine) {
      List<DemoResult.Part> done = new ArrayList<>();
      try {
        done.add(timed("pca", () -> pca().run(data, engine)));
        done.add(timed("kmeans", () -> kMeans().run(data, engine)));
        done.add(timed("tsne", () -> tsne().run(data, engine)));
        done.add(timed("autoencoder", () -> autoencoder(data).run(data, engine)));
        return new DemoResult(done);
      } catch (RuntimeException | Error e) {
        done.forEach(part -> part.result().close());
        throw e;
      }
    }

    private DemoResult.Part timed(String command, Supplier<RunResult> work) {
      host.message(command);
      long start = System.nanoTime();
      RunResult result = work.get();
      return new DemoResult.Part(command, result, (System.nanoTime() - start) * 1e-9);
    }
  }
}
