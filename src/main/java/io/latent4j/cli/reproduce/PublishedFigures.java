package io.latent4j.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures that were published, or that others' programs reach, for what this program has. */
public final class PublishedFigures {

  private static final String DEC =
      "--data mnist:49k --layers 500,500,2000,10 --clusters 10 --init variance-scaling"
          + " --pretrain-epochs 500 --batch 2048 --patience 0";

  // Generators that are scored: each makes 10,000 samples of all that it has learned from.
  private static final String RBM =
      "rbm --data %s --hidden 500 --persistent --init normal --bias-from-means --binarize sample"
          + " --learning-rate 0.05 --schedule cosine --epochs 20 --validation 0 --patience 0"
          + " --generate 10000";
  private static final String DBN =
      "dbn --data %s --layers 500,500 --top-labels --persistent --init normal --bias-from-means"
          + " --learning-rate 0.05 --schedule cosine --epochs 20 --validation 0 --patience 0"
          + " --generate 10000";
  private static final String VAE =
      "vae --data %s --hidden 512 --latent 10 --epochs 20 --batch 100 --validation 0 --patience 0"
          + " --count 10000";
  private static final String AUTOENCODER =
      "autoencoder --data %s --layers 500,250,16 --epochs 20 --batch 128 --validation 0"
          + " --patience 0 --generate 10000";
  private static final String GAN =
      "gan --data %s --kind convolutional --steps 10000 --batch 64 --no-score --count 10000";

  private static final String WIDE_FIRST =
      "autoencoder --data fashion-mnist --validation fashion-mnist:test --layers 2000,500,500,10"
          + " --code-activation sigmoid --batch 2048 --patience 10";

  /** A denoising autoencoder of one layer, whose encoder few labels are used with. */
  private static final String FEW_LABELS =
      "autoencoder --data mnist --test mnist:test --validation 0 --layers 1000 --tied"
          + " --code-activation sigmoid --loss bce --noise masking:0.4 --epochs 10 --batch 128"
          + " --patience 0";

  /** The likelihood of dynamically binarized MNIST; the published runs took 3,280 epochs. */
  private static final String IWAE =
      "vae --data mnist --test mnist:test --validation 0 --hidden 200,200 --latent 50"
          + " --binarize each-epoch --batch 100 --patience 0 --learning-rate 0.002"
          + " --schedule cosine --bound 5000 --bound-samples 1000 --importance-samples ";

  private static final String IWAE_PROTOCOL =
      " epochs in place of 3,280, batches of 100, rate falling from 0.002, warm-up; ReLU; the bound of"
          + " 1,000 test images";

  private static final String DENOISING =
      "autoencoder --kind denoising --data fashion-mnist --validation fashion-mnist:test"
          + " --filters 64,32,16 --noise ";

  /** Smaller batches than the published ones: it is steps that count. */
  private static final String DENOISING_STEPS =
      " --batch 128 --patience 0 --learning-rate 0.003 --schedule cosine";

  private static final List<PublishedFigure> ALL =
      List.of(
          PublishedFigure.of(
              "pca",
              "pca --data mnist --components 3",
              "explained_variance_share",
              "0.2297 (variances 5.117, 3.741, 3.253)",
              ""),
          PublishedFigure.of(
              "k-means",
              "kmeans --data mnist --clusters 10 --restarts 1",
              "inertia",
              "2,364,632",
              ""),
          PublishedFigure.of(
              "k-means-49k",
              "kmeans --data mnist:49k --clusters 10 --restarts 20",
              "val_nmi",
              "0.498",
              ""),
          PublishedFigure.of(
              "elbow", "elbow --data iris", "knee", "3", "Kneedle with sensitivity 1"),
          PublishedFigure.of(
              "som-colors",
              "som --data colors --grid 30x30 --iterations 400 --learning-rate 0.5 --radius 10",
              "quantization_error",
              "",
              "published as a picture only"),
          PublishedFigure.of(
              "t-sne-digits",
              "tsne --data digits",
              "trustworthiness",
              "0.99498 (scikit-learn 1.9)",
              ""),
          PublishedFigure.of(
              "umap-digits",
              "umap --data digits",
              "trustworthiness",
              "",
              "beside umap-learn in tools/bench"),
          PublishedFigure.of(
              "grid-world",
              "qlearning --environment gridworld",
              "value_error",
              "0 (value iteration)",
              ""),
          PublishedFigure.of(
              "cartpole",
              "dqn --environment cartpole --method pqn",
              "mean_return",
              "500 (the most there is)",
              ""),
          PublishedFigure.of(
              "breakout-dqn",
              "dqn --environment breakout --method dqn --steps 200000",
              "mean_return",
              "7.3 to 7.4 (30 seeds)",
              "a game of our own by the same rules, but for the three actions that do nothing"),
          PublishedFigure.of(
              "breakout-pqn",
              "dqn --environment breakout --method pqn --steps 1000000",
              "mean_return",
              "11.1 (DQN after as many steps)",
              "another method: PQN"),
          PublishedFigure.of(
              "rbm",
              "rbm --data mnist --hidden 200 --epochs 50 --batch 100 --learning-rate 1.0 --gibbs 1"
                  + " --init zeros --validation 0 --patience 0",
              "reconstruction_mse",
              "0.0104 (a plain TensorFlow loop)",
              ""),
          PublishedFigure.of(
              "dbn",
              "dbn --data mnist --test mnist:test --validation 0 --layers 500,200,50 --init normal"
                  + " --bias-from-means --learning-rate 0.1 --momentum 0.5 --final-momentum 0.9"
                  + " --weight-decay 0.0002 --epochs 10 --fine-tune --fine-tune-epochs 50"
                  + " --dropout 0.2",
              "test_accuracy",
              "well above 0.98",
              ""),
          PublishedFigure.of(
              "rbm-likelihood",
              "rbm --data mnist --test mnist:test --validation 0 --hidden 500 --persistent"
                  + " --init normal --bias-from-means --binarize sample --learning-rate 0.05"
                  + " --schedule cosine --epochs 20 --likelihood",
              "test_log_likelihood",
              "-86.34 (25 Gibbs steps, a long training)",
              "one Gibbs step, chains that go on, 20 epochs"),
          PublishedFigure.of(
              "rbm-features",
              "dbn --data mnist --test mnist:test --validation 0 --layers 1024 --init normal"
                  + " --bias-from-means --learning-rate 0.1 --momentum 0.5 --final-momentum 0.9"
                  + " --weight-decay 0.00001 --sparsity-target 0.1 --sparsity-cost 0.001"
                  + " --epochs 30 --fine-tune features --fine-tune-epochs 40"
                  + " --fine-tune-rate 0.003 --fine-tune-batch 200",
              "test_accuracy",
              "0.9821",
              "batches of 100 in place of 10, 30 epochs in place of 100"),
          PublishedFigure.of(
              "rbm-1000-labels",
              "dbn --data mnist --test mnist:test --validation 0 --layers 1024 --init normal"
                  + " --bias-from-means --learning-rate 0.1 --momentum 0.5 --final-momentum 0.9"
                  + " --weight-decay 0.00001 --epochs 20 --fine-tune --fine-tune-samples 1000"
                  + " --fine-tune-epochs 100 --fine-tune-batch 50 --fine-tune-rate 0.0005"
                  + " --dropout 0.5",
              "test_accuracy",
              "0.9352",
              ""),
          PublishedFigure.of(
              "dbn-large",
              "dbn --data mnist --test mnist:test --validation 0 --layers 500,500,2000"
                  + " --init normal --bias-from-means --learning-rate 0.1 --momentum 0.5"
                  + " --final-momentum 0.9 --weight-decay 0.0002 --epochs 10 --fine-tune"
                  + " --fine-tune-epochs 30 --dropout 0.3",
              "test_accuracy",
              "0.9885",
              ""),
          PublishedFigure.of(
              "small-autoencoder",
              "autoencoder --data mnist --validation mnist:test --layers 32"
                  + " --code-activation relu --loss bce --optimizer adadelta --learning-rate 1.0"
                  + " --epochs 50 --batch 256 --patience 0",
              "val_loss",
              "about 0.11",
              ""),
          PublishedFigure.of(
              "small-autoencoder-adam",
              "autoencoder --data mnist --validation mnist:test --layers 32"
                  + " --code-activation relu --loss bce --epochs 50 --batch 256 --patience 0",
              "val_loss",
              "about 0.11",
              "Adam in place of Adadelta"),
          PublishedFigure.of(
              "deep-autoencoder",
              "autoencoder --data mnist:49k --layers 500,500,2000,10 --code-activation sigmoid"
                  + " --epochs 500 --batch 2048 --patience 0",
              "val_loss",
              "0.0137 to 0.0139",
              ""),
          PublishedFigure.of(
              "deep-autoencoder-cosine",
              "autoencoder --data mnist:49k --layers 500,500,2000,10 --code-activation sigmoid"
                  + " --epochs 500 --batch 2048 --patience 0 --schedule cosine",
              "val_loss",
              "0.0137 to 0.0139",
              "the rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "deep-autoencoder-best",
              "autoencoder --data mnist:49k --layers 500,500,2000,10 --epochs 80 --batch 256"
                  + " --patience 0 --schedule cosine",
              "val_loss",
              "0.0137 to 0.0139",
              "a linear code, batches of 256, 80 epochs; the rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "deep-autoencoder-normalized",
              "autoencoder --data mnist:49k --layers 500,500,2000,10 --code-activation sigmoid"
                  + " --batch-normalization --epochs 80 --batch 256 --patience 0 --schedule cosine",
              "val_loss",
              "0.0137 to 0.0139",
              "batch normalization, batches of 256, 80 epochs; the rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "wide-first-autoencoder",
              WIDE_FIRST + " --epochs 500",
              "val_loss",
              "",
              "no figure was published"),
          PublishedFigure.of(
              "sparse-autoencoder-0",
              WIDE_FIRST + " --epochs 200 --sparsity l1:0",
              "val_near_zero",
              "",
              "without a penalty, to compare"),
          PublishedFigure.of(
              "sparse-autoencoder",
              WIDE_FIRST + " --epochs 200 --sparsity l1:1e-9",
              "val_near_zero",
              "",
              "no figure was published; it is the share of activities below 0.001"),
          PublishedFigure.of(
              "sparse-autoencoder-more",
              WIDE_FIRST + " --epochs 200 --sparsity l1:1e-6",
              "val_near_zero",
              "",
              "a penalty that is 1,000 times the published one"),
          PublishedFigure.of(
              "convolutional-autoencoder",
              "autoencoder --kind convolutional --data mnist --validation mnist:test --filters 16,8,4"
                  + " --loss bce --epochs 50 --batch 128 --patience 0",
              "val_loss",
              "about 0.094",
              "Adam in place of Adadelta"),
          PublishedFigure.of(
              "convolutional-autoencoder-transposed",
              "autoencoder --kind convolutional --data mnist --validation mnist:test --filters 16,8,4"
                  + " --up-sampling transposed --loss bce --epochs 50 --batch 128 --patience 0",
              "val_loss",
              "about 0.094",
              "transposed convolutions in place of up-sampling; Adam in place of Adadelta"),
          PublishedFigure.of(
              "convolutional-autoencoder-best",
              "autoencoder --kind convolutional --data mnist --validation mnist:test --filters 16,8,8"
                  + " --decoder-filters 8,8,16 --loss bce --epochs 50 --batch 128 --patience 0"
                  + " --learning-rate 0.004 --schedule cosine",
              "val_loss",
              "about 0.094",
              "8 filters in the code; Adam, whose rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "denoising-autoencoder",
              DENOISING + "salt-and-pepper:0.2 --epochs 100 --batch 2048 --patience 10",
              "val_denoised_psnr",
              "18.1 and 20.3 dB (median and adaptive median filter, 2,000 images)",
              "published as pictures only; epochs are a guess"),
          PublishedFigure.of(
              "denoising-autoencoder-best",
              DENOISING + "salt-and-pepper:0.2 --epochs 32" + DENOISING_STEPS,
              "val_denoised_psnr",
              "18.1 and 20.3 dB (median and adaptive median filter, 2,000 images)",
              "batches of 128, 32 epochs; the rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "denoising-autoencoder-gaussian",
              DENOISING + "gaussian:0.2 --epochs 14" + DENOISING_STEPS,
              "val_denoised_psnr",
              "18.1 and 17.3 dB (median and adaptive median filter, 2,000 images)",
              "Gaussian noise, batches of 128, 14 epochs; the rate falls to 0 by a cosine"),
          PublishedFigure.of(
              "few-labels",
              FEW_LABELS + " --labelled 1000 --classifier-epochs 60",
              "test_accuracy",
              "",
              "beside test_random_start_accuracy of its metrics.json"),
          PublishedFigure.of(
              "few-labels-self-training",
              FEW_LABELS + " --labelled 1000 --classifier-epochs 60 --self-training",
              "test_accuracy",
              "",
              "the same, and what the classifier is sure of"),
          PublishedFigure.of(
              "augmentation",
              "autoencoder --data mnist --test mnist:test --validation 0 --layers 500,20 --loss bce"
                  + " --epochs 10 --patience 0 --labelled 100 --classifier-epochs 200 --augment 1000",
              "test_augmented_accuracy",
              "",
              "beside test_accuracy of its metrics.json"),
          PublishedFigure.of(
              "localization",
              "autoencoder --kind convolutional --data mnist --limit 5000 --test mnist:test"
                  + " --validation 0 --filters 16,32,32 --loss bce --learning-rate 0.003 --epochs 3"
                  + " --batch 128 --patience 0 --activation-maps --placed 56 --classifier-epochs 15",
              "test_pointing_accuracy",
              "",
              "others measure it on photographs"),
          PublishedFigure.of(
              "vae",
              "vae --data fashion-mnist --test fashion-mnist:test --hidden 512 --latent 10"
                  + " --epochs 80 --batch 100 --clip-norm 15 --patience 0",
              "test_reconstruction_loss",
              "224.3, beside a divergence of 15.5 (Keras, one seed)",
              ""),
          PublishedFigure.of(
              "vae-500",
              "vae --data fashion-mnist --validation fashion-mnist:test --hidden 500 --latent 10"
                  + " --epochs 500 --batch 2048 --patience 10",
              "val_reconstruction_loss",
              "",
              "published as pictures only"),
          PublishedFigure.of(
              "vae-plane",
              "vae --data mnist --validation mnist:test --hidden 256 --latent 2 --optimizer rmsprop"
                  + " --epochs 50 --batch 100 --beta 0.5 --patience 0",
              "val_reconstruction_loss",
              "",
              "published as pictures only"),
          PublishedFigure.of(
              "iwae-1",
              IWAE + "1 --epochs 150 --warm-up 15",
              "test_bound",
              "-86.76 nats",
              "150" + IWAE_PROTOCOL),
          PublishedFigure.of(
              "iwae-5",
              IWAE + "5 --epochs 60 --warm-up 15",
              "test_bound",
              "-85.54 nats",
              "60" + IWAE_PROTOCOL),
          PublishedFigure.of(
              "iwae-50",
              IWAE + "50 --epochs 30 --warm-up 5",
              "test_bound",
              "-84.78 nats",
              "30" + IWAE_PROTOCOL),
          PublishedFigure.of(
              "autoencoder-k-means", "dec --method kmeans " + DEC, "val_nmi", "0.744", ""),
          PublishedFigure.of(
              "dec",
              // 17 steps an epoch: 20,000 at most.
              "dec --method dec "
                  + DEC
                  + " --optimizer sgd:0.9 --learning-rate 0.01 --update-interval 200"
                  + " --tolerance 0.001 --epochs 1176",
              "val_nmi",
              "0.765",
              ""),
          PublishedFigure.of(
              "n2d",
              "dec --method n2d --data mnist:all --clusters 10 --pretrain-epochs 30 --batch 256",
              "accuracy",
              "0.979 (one run of 1,000 epochs)",
              "30 epochs"),
          PublishedFigure.of(
              "n2d-unseen",
              "dec --method n2d --data mnist --test mnist:test --clusters 10 --pretrain-epochs 30"
                  + " --batch 256",
              "test_accuracy",
              "",
              "of 10,000 images that were not clustered"),
          PublishedFigure.of(
              "n2d-fashion",
              "dec --method n2d --data fashion-mnist:all --clusters 10 --pretrain-epochs 30"
                  + " --batch 256",
              "accuracy",
              "0.672 (one run of 1,000 epochs)",
              "30 epochs"),
          PublishedFigure.of(
              "dec-augmented",
              "dec --method dec --data mnist:all --clusters 10 --pretrain-epochs 30 --augment",
              "accuracy",
              "0.912 (without augmentation)",
              "30 epochs, of images that are shifted and turned; Adam in place of SGD"),
          PublishedFigure.of(
              "gan",
              "gan --kind convolutional --data mnist --steps 10000 --batch 64",
              "class_entropy",
              "at most 2.303",
              "no figure is agreed upon; the entropy is of this project's own classifier"),
          PublishedFigure.scored("score-real", "mnist", "mnist:test"),
          PublishedFigure.scored("score-real-fashion", "fashion-mnist", "fashion-mnist:test"),
          generator("score-rbm", RBM, "mnist"),
          generator("score-rbm-fashion", RBM, "fashion-mnist"),
          generator("score-dbn", DBN, "mnist"),
          generator("score-dbn-fashion", DBN, "fashion-mnist"),
          generator("score-vae", VAE, "mnist"),
          generator("score-vae-fashion", VAE, "fashion-mnist"),
          generator("score-autoencoder", AUTOENCODER, "mnist"),
          generator("score-autoencoder-fashion", AUTOENCODER, "fashion-mnist"),
          generator("score-gan", GAN, "mnist"),
          generator("score-gan-fashion", GAN, "fashion-mnist"));

  private PublishedFigures() {}

  private static PublishedFigure generator(String name, String command, String data) {
    return PublishedFigure.scored(
        name, command.formatted(data), data, "no figure is agreed upon for such a generator");
  }

  /** All of them, the quick ones first. */
  public static List<PublishedFigure> all() {
    return ALL;
  }

  /**
   * Finds some by their names, in the order of all.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  public static List<PublishedFigure> named(List<String> names) {
    Map<String, PublishedFigure> known = new TreeMap<>();
    ALL.forEach(figure -> known.put(figure.name(), figure));
    for (String name : names) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "must be names that --list shows, but one is '%s'".formatted(name));
      }
    }
    List<PublishedFigure> found = new ArrayList<>(ALL);
    found.removeIf(figure -> !names.contains(figure.name()));
    return found;
  }
}
