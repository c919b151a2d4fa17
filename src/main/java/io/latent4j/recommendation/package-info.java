/**
 * Recommendations from ratings: a restricted Boltzmann machine with softmax visibles and missing
 * ratings, whose weights all users share (Salakhutdinov, Mnih and Hinton, 2007), and the honest
 * figures of what it predicts. A user is nothing but their ratings, so one who was not in training
 * gets recommendations as well. Machines for samples of other kinds are elsewhere.
 *
 * <pre>{@code
 * Ratings ratings = Ratings.read(Path.of("ratings.csv"));
 * HeldOut parts = ratings.holdOut(0.1, 42);
 * Recommender recommender = Recommender.of(20);
 * try (RecommenderModel model = recommender.fit(parts.training())) {
 *   System.out.println(model.evaluate(parts.training(), parts.held()));
 *   List<Recommendation> best = model.recommend(ratings, "alice", 10);
 * }
 * }</pre>
 */
package io.latent4j.recommendation;
