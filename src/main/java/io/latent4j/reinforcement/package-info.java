/**
 * Learning by reward: environments, Q-learning on tables, and deep Q-networks.
 *
 * <p>An {@link io.latent4j.reinforcement.Environment} is a game or any other simulator of one's
 * own. {@link io.latent4j.reinforcement.QLearning} learns a table of values, {@link
 * io.latent4j.reinforcement.Dqn} and {@link io.latent4j.reinforcement.Pqn} a network; {@link
 * io.latent4j.reinforcement.Evaluation} plays apart from training. {@link
 * io.latent4j.reinforcement.Screens} shows a game as pixels, and {@link
 * io.latent4j.reinforcement.Dynamics} learns how it goes on.
 *
 * <pre>{@code
 * Dqn dqn = Dqn.of(200_000).withDoubleQ(true);
 * try (DqnModel model = dqn.fit(Breakout::create, FitOptions.defaults())) {
 *   Evaluation evaluation = Evaluation.of(Breakout::create, model.player(), 100, 7);
 *   System.out.println(evaluation.meanReturn());
 * }
 * }</pre>
 *
 * <p>Pictures of what was learned are in {@link io.latent4j.pictures}.
 */
package io.latent4j.reinforcement;
