'use strict';

/* The same numbers as GameRandom in Java draws, of seeds from 0 to 2^31 - 1. */
function GameRandom(seed) {
  this.state = seed | 0;
}

GameRandom.prototype.uniform = function () {
  this.state = (this.state + 0x9E3779B9) | 0;
  let z = this.state;
  z = Math.imul(z ^ (z >>> 16), 0x85EBCA6B);
  z = Math.imul(z ^ (z >>> 13), 0xC2B2AE35);
  z ^= z >>> 16;
  return (z >>> 8) / 16777216;
};

/* Breakout by the rules of Breakout in Java; seed and actions give the same states. */
function Breakout(stickiness) {
  this.stickiness = stickiness;
  this.bricks = new Uint8Array(100);
}

Breakout.prototype.reset = function (seed) {
  this.random = new GameRandom(seed);
  const fromLeft = this.random.uniform() < 0.5;
  this.paddle = 4;
  this.row = this.trailRow = 3;
  this.column = this.trailColumn = fromLeft ? 0 : 9;
  this.down = 1;
  this.right = fromLeft ? 1 : -1;
  this.touching = false;
  this.last = 0;
  this.steps = 0;
  this.ended = false;
  this.bricks.fill(0);
  this.bricks.fill(1, 10, 40);
};

Breakout.prototype.step = function (action) {
  const made =
    this.stickiness > 0 && this.random.uniform() < this.stickiness ? this.last : action;
  this.last = made;
  this.steps++;
  if (made === 1) {
    this.paddle = Math.max(0, this.paddle - 1);
  } else if (made === 2) {
    this.paddle = Math.min(9, this.paddle + 1);
  }
  const reward = this.moveBall();
  const done = this.ended;
  const truncated = !done && this.steps >= 1000;
  this.ended = done || truncated;
  return {reward: reward, done: done, truncated: truncated};
};

Breakout.prototype.moveBall = function () {
  this.trailRow = this.row;
  this.trailColumn = this.column;
  let row = this.row + this.down;
  let column = this.column + this.right;
  if (column < 0 || column > 9) {
    column = Math.max(0, Math.min(9, column));
    this.right = -this.right;
  }
  let reward = 0;
  let touches = false;
  if (row < 0) {
    row = 0;
    this.down = 1;
  } else if (this.bricks[row * 10 + column]) {
    touches = true;
    if (!this.touching) {
      reward = 1;
      this.bricks[row * 10 + column] = 0;
      row = this.row;
      this.down = -this.down;
    }
  } else if (row === 9) {
    if (!this.bricks.includes(1)) {
      this.bricks.fill(1, 10, 40);
    }
    if (this.column === this.paddle) {
      this.down = -1;
      row = this.row;
    } else if (column === this.paddle) {
      this.down = -1;
      this.right = -this.right;
      row = this.row;
    } else {
      this.ended = true;
    }
  }
  this.touching = touches;
  this.row = row;
  this.column = column;
  return reward;
};

Breakout.prototype.observation = function () {
  const planes = new Float32Array(400);
  planes[(90 + this.paddle) * 4] = 1;
  planes[(this.row * 10 + this.column) * 4 + 1] = 1;
  planes[(this.trailRow * 10 + this.trailColumn) * 4 + 2] = 1;
  for (let cell = 0; cell < 100; cell++) {
    planes[cell * 4 + 3] = this.bricks[cell];
  }
  return planes;
};
