package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** Each rule of the game. */
class BreakoutTest {
  private static final int NONE = 0;
  private static final int LEFT = 1;
  private static final int RIGHT = 2;

  private final Breakout game = Breakout.withStickiness(0);

  /** Row and column of the only cell of a plane. */
  private static int[] at(float[] planes, int plane) {
    int[] found = null;
    for (int cell = 0; cell < 100; cell++) {
      if (planes[cell * 4 + plane] == 1) {
        assertThat(found).as("plane %d has one cell", plane).isNull();
        found = new int[] {cell / 10, cell % 10};
      }
    }
    return found;
  }

  private int[] paddle() {
    return at(game.observation(), 0);
  }

  private int[] ball() {
    return at(game.observation(), 1);
  }

  private int[] trail() {
    return at(game.observation(), 2);
  }

  private int bricks() {
    float[] planes = game.observation();
    int count = 0;
    for (int cell = 0; cell < 100; cell++) {
      count += (int) planes[cell * 4 + 3];
    }
    return count;
  }

  /** A game without bricks but for some cells. */
  private void place(int paddle, int row, int column, int down, int right, int... bricks) {
    game.reset(1);
    game.leaveBricks(bricks);
    game.place(paddle, row, column, down, right);
  }

  @Test
  void itBeginsWithThreeRowsOfBricksAndTheBallAtASide() {
    boolean[] sides = new boolean[2];
    for (int seed = 0; seed < 50; seed++) {
      game.reset(seed);
      float[] planes = game.observation();
      for (int cell = 0; cell < 100; cell++) {
        assertThat(planes[cell * 4 + 3]).isEqualTo(cell >= 10 && cell < 40 ? 1f : 0f);
      }
      assertThat(paddle()).containsExactly(9, 4);
      assertThat(ball()[0]).isEqualTo(3);
      assertThat(ball()[1]).isIn(0, 9);
      assertThat(trail()).isEqualTo(ball());
      sides[ball()[1] / 9] = true;
      int column = ball()[1];
      game.step(NONE);
      assertThat(ball()).containsExactly(4, column == 0 ? 1 : 8);
      assertThat(trail()).containsExactly(3, column);
    }
    assertThat(sides).containsExactly(true, true);
  }

  @Test
  void thePaddleMovesByOneAndStaysInside() {
    place(1, 5, 5, -1, 1, 45);
    game.step(LEFT);
    assertThat(paddle()).containsExactly(9, 0);
    game.step(LEFT);
    assertThat(paddle()).containsExactly(9, 0);
    game.step(RIGHT);
    assertThat(paddle()).containsExactly(9, 1);
    game.step(NONE);
    assertThat(paddle()).containsExactly(9, 1);
    place(9, 5, 5, -1, 1, 45);
    game.step(RIGHT);
    assertThat(paddle()).containsExactly(9, 9);
  }

  @Test
  void sideWallsReflect() {
    place(4, 5, 9, 1, 1, 10);
    game.step(NONE);
    assertThat(ball()).containsExactly(6, 9);
    game.step(NONE);
    assertThat(ball()).containsExactly(7, 8);
    place(4, 5, 0, -1, -1, 19);
    game.step(NONE);
    assertThat(ball()).containsExactly(4, 0);
    game.step(NONE);
    assertThat(ball()).containsExactly(3, 1);
  }

  @Test
  void theTopReflects() {
    place(4, 0, 5, -1, 1, 10);
    game.step(NONE);
    assertThat(ball()).containsExactly(0, 6);
    game.step(NONE);
    assertThat(ball()).containsExactly(1, 7);
  }

  @Test
  void aBrickGivesOneDisappearsAndReflects() {
    place(4, 4, 5, -1, 1, 36, 10);
    Outcome outcome = game.step(NONE);
    assertThat(outcome).isEqualTo(new Outcome(1, false, false));
    assertThat(bricks()).isEqualTo(1);
    assertThat(ball()).containsExactly(4, 6);
    game.step(NONE);
    assertThat(ball()).containsExactly(5, 7);
  }

  @Test
  void oneBrickAContact() {
    // From a brick above straight into one below: the second is passed and stays.
    place(4, 4, 5, -1, 1, 36, 57);
    assertThat(game.step(NONE).reward()).isEqualTo(1);
    assertThat(game.step(NONE).reward()).isZero();
    assertThat(bricks()).isEqualTo(1);
    assertThat(ball()).containsExactly(5, 7);
    // A step apart they are two contacts.
    place(4, 4, 5, -1, 1, 36, 68);
    assertThat(game.step(NONE).reward()).isEqualTo(1);
    assertThat(game.step(NONE).reward()).isZero();
    assertThat(game.step(NONE).reward()).isEqualTo(1);
    assertThat(ball()).containsExactly(5, 8);
  }

  @Test
  void aBallFromStraightAboveThePaddleTurnsVerticallyOnly() {
    place(5, 8, 5, 1, 1, 10);
    Outcome outcome = game.step(NONE);
    assertThat(outcome.done()).isFalse();
    assertThat(ball()).containsExactly(8, 6);
    game.step(NONE);
    assertThat(ball()).containsExactly(7, 7);
  }

  @Test
  void aBallFromTheSideGoesBackTheWayItCame() {
    place(6, 8, 5, 1, 1, 10);
    game.step(NONE);
    assertThat(ball()).containsExactly(8, 6);
    game.step(NONE);
    assertThat(ball()).containsExactly(7, 5);
  }

  @Test
  void thePaddleMovesBeforeTheBall() {
    place(7, 8, 5, 1, 1, 10);
    assertThat(game.step(LEFT).done()).isFalse();
    place(7, 8, 5, 1, 1, 10);
    assertThat(game.step(NONE).done()).isTrue();
  }

  @Test
  void aMissEndsTheEpisode() {
    place(0, 8, 5, 1, 1, 10);
    Outcome outcome = game.step(NONE);
    assertThat(outcome).isEqualTo(new Outcome(0, true, false));
    assertThat(ball()).containsExactly(9, 6);
    assertThatIllegalStateException()
        .isThrownBy(() -> game.step(NONE))
        .withMessage("episode of breakout has ended; reset it before the next step");
  }

  @Test
  void bricksAreRefilledWhenAllAreGoneAndTheBallIsAtThePaddle() {
    place(5, 7, 4, 1, 1);
    game.step(NONE);
    assertThat(bricks()).isZero();
    game.step(NONE);
    assertThat(bricks()).isEqualTo(30);
    place(5, 8, 5, 1, 1, 10);
    game.step(NONE);
    assertThat(bricks()).isEqualTo(1);
  }

  @Test
  void aThousandStepsTruncate() {
    place(0, 0, 0, 1, 1);
    Player player = game.scripted().orElseThrow();
    game.reset(3);
    for (int step = 1; step < 1000; step++) {
      assertThat(game.step(player.act(new float[][] {game.observation()})[0]).ended()).isFalse();
    }
    assertThat(game.step(NONE)).matches(outcome -> outcome.truncated() && !outcome.done());
  }

  @Test
  void oneActionInTenIsTheLastOneAgain() {
    Breakout sticky = Breakout.create();
    int moved = 0;
    int steps = 0;
    for (int seed = 0; seed < 2000; seed++) {
      sticky.reset(seed);
      sticky.step(NONE); // the last action is then none
      sticky.step(RIGHT);
      moved += at(sticky.observation(), 0)[1] - 4;
      steps++;
    }
    assertThat((double) moved / steps).isBetween(0.88, 0.92);
    Breakout always = Breakout.withStickiness(1);
    always.reset(1);
    always.step(RIGHT);
    assertThat(at(always.observation(), 0)).containsExactly(9, 4);
  }

  @Test
  void sameSeedAndActionsGiveTheSameEpisode() {
    Breakout other = Breakout.create();
    Breakout one = Breakout.create();
    one.reset(7);
    other.reset(7);
    GameRandom random = new GameRandom(1);
    Outcome outcome;
    do {
      int action = random.below(3);
      outcome = one.step(action);
      assertThat(other.step(action)).isEqualTo(outcome);
      assertThat(other.observation()).isEqualTo(one.observation());
    } while (!outcome.ended());
  }

  @Test
  void whatCantBeDoneIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> game.step(0))
        .withMessage("breakout must be reset before it can be looked at or stepped");
    game.reset(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game.step(3))
        .withMessage("action must be from 0 to 2, but is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Breakout.withStickiness(1.5))
        .withMessage("stickiness must be from 0 to 1, but is 1.5");
  }
}
