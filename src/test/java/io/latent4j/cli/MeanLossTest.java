package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ReconstructionLoss;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeanLossTest {

  /** On the samples of the training it is what training itself reports. */
  @ParameterizedTest
  @EnumSource(ReconstructionLoss.class)
  void agreesWithTraining(ReconstructionLoss loss) {
    try (Samples digits = new DataCatalog(Path.of("unused")).samples("digits");
        AutoencoderModel model = Autoencoder.of(8).withLoss(loss).withEpochs(2).fit(digits)) {
      assertThat(new MeanLoss(loss).of(model, digits))
          .isCloseTo(model.figures().get("loss"), within(1e-5));
    }
  }
}
