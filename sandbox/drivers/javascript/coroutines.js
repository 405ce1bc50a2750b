'use strict';
// What a test gives that can be awaited, as promises.
//
// An `async def` of a test runs up to its first `await` when it is called, as an async function does here. It goes on
// step by step while the event loop runs, in turn with all the others, a step being what lies between two
// `await asyncio.sleep(0)`. So a test sees how many of them are under way, and decides in which order they end.
// Anything else that can be awaited is awaited by the test's side as a whole.

const { Error, Promise, setImmediate } = require('./intrinsics.js');
const { isEnd } = require('./errors.js');

const STEPWISE = { __proto__: null, coroutine: true, async_generator_asend: true };
const OTHER_LOOP = 'an async function of a test can wait only for asyncio.sleep(0) and for other async functions';

class Coroutines {
  /** @param ask asks the test to do something to an object of its own */
  constructor(ask) {
    this.ask = ask;
    this.fresh = [];
    this.waiting = [];
    this.isRunning = false;
  }

  /** A promise of what the object of the test with this number comes to, an object of the class named so. */
  promise(number, className) {
    return new Promise((resolve, reject) => {
      this.fresh[this.fresh.length] = { number, resolve, reject, stepwise: className in STEPWISE };
    });
  }

  /** Begin what has come since the last time. */
  begin() {
    while (this.fresh.length !== 0) {
      const tasks = this.fresh;
      this.fresh = [];
      for (let index = 0; index < tasks.length; index++) {
        if (tasks[index].stepwise) this.step(tasks[index]);
        else setImmediate(() => this.finish(tasks[index]));
      }
    }
  }

  /** Let them go on in the turns of the event loop, until `stop`. */
  run() {
    this.isRunning = true;
    for (let index = 0; index < this.waiting.length; index++) setImmediate(this.next);
  }

  stop() {
    this.isRunning = false;
  }

  /** Let the one go on that has waited longest. */
  next = () => {
    if (!this.isRunning || this.waiting.length === 0) return;
    const { waiting } = this;
    this.waiting = [];
    for (let index = 1; index < waiting.length; index++) this.waiting[index - 1] = waiting[index];
    this.step(waiting[0]);
  };

  step(task) {
    let awaited;
    try {
      awaited = this.ask('invoke', task.number, 'send', [null]);
    } catch (error) {
      if (isEnd(error)) task.resolve(error.value);
      else task.reject(error);
      return;
    }
    if (awaited !== null) {
      this.ask('invoke', task.number, 'close');
      task.reject(new Error(OTHER_LOOP));
      return;
    }
    this.waiting[this.waiting.length] = task;
    if (this.isRunning) setImmediate(this.next);
  }

  finish(task) {
    try {
      task.resolve(this.ask('await', task.number));
    } catch (error) {
      task.reject(error);
    }
  }
}

module.exports = { Coroutines };
