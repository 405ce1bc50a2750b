'use strict';
// The program inside a sandbox that holds a learner's solution in JavaScript and does what a test asks of it.
//
// It is asked over descriptor 3 and answers over descriptor 4, messages with a length before them, as the driver for
// Python is. It shares the process with the solution, so nothing it says is more than the solution's word; what it
// takes care of is that an honest solution, and one that merely is wrong, behaves as it would by itself.
//
// Node.js 18 or newer, no packages. The names of the files handed in are its arguments, the main one first.
//
// Each request has a turn of the event loop to itself: it is read and done, then whatever the solution has set going
// (microtasks, ticks, timers that are due) has its turn, then the answer is sent and the next request is read. While
// a promise is awaited the loop just runs. An error that nothing catches is the answer to the request in whose time
// it came up.

const { apply, promiseThen, setImmediate } = require('./intrinsics.js');
const { Bridge } = require('./bridge.js');
const { Conversation } = require('./conversation.js');
const { Failures, pythonError } = require('./failures.js');
const { Given } = require('./given.js');
const { Handles } = require('./handles.js');
const { Operations } = require('./operations.js');
const { Solution } = require('./solution.js');
const pipes = require('./pipes.js');
const { isPromise } = require('util').types;

class Loop {
  constructor(conversation, coroutines) {
    this.conversation = conversation;
    this.coroutines = coroutines;
    this.request = undefined;
    this.awaiting = undefined;
    this.answer = undefined;
  }

  /** Send the answer that is ready, read the next request and do it. */
  turn = () => {
    if (this.answer !== undefined) pipes.send(this.answer);
    this.answer = undefined;
    const request = (this.request = this.conversation.receive());
    const { raised, value } = this.conversation.perform(request);
    if (raised || !isPromise(value)) {
      this.finish(request, raised, value);
      return;
    }
    this.awaiting = request;
    this.coroutines.run();
    promiseThen(
      value,
      (result) => this.settle(request, false, result),
      (error) => this.settle(request, true, error),
    );
  };

  settle(request, raised, value) {
    if (this.awaiting !== request) return; // an error that nothing caught was the answer
    this.awaiting = undefined;
    this.coroutines.stop();
    this.finish(request, raised, value);
  }

  finish(request, raised, value) {
    this.answer = this.conversation.reply(request, raised, value);
    setImmediate(this.turn);
  }

  /** An error came up that nothing catches. */
  fail(error) {
    if (this.awaiting !== undefined) this.settle(this.awaiting, true, error);
    else this.answer = this.conversation.reply(this.request, true, error);
  }

  /** Nothing is left that could still happen. */
  idle() {
    if (this.awaiting !== undefined) {
      const words = 'the promise never settles: nothing is left to happen that could resolve or reject it';
      this.settle(this.awaiting, true, pythonError('RuntimeError', words));
    }
  }
}

/**
 * Let what the solution prints be out before it goes on, for it belongs to the call that printed it. Node.js writes to
 * a pipe that is full in the background otherwise. A stream is only made when it is asked for, which takes its time.
 */
function printAtOnce(name) {
  const property = Object.getOwnPropertyDescriptor(process, name);
  let stream;
  const get = () => {
    if (stream === undefined) {
      stream = apply(property.get, process, []);
      stream._handle?.setBlocking?.(true);
    }
    return stream;
  };
  Object.defineProperty(process, name, { ...property, get });
}

function main() {
  printAtOnce('stdout');
  printAtOnce('stderr');
  const root = process.cwd();
  const handles = new Handles();
  const solution = new Solution(root, process.argv.splice(2));
  const given = new Given(handles);
  const bridge = new Bridge(handles, new Failures(root), solution, given);
  const conversation = new Conversation(bridge, given, new Operations(solution, bridge));
  const loop = new Loop(conversation, given.coroutines);
  const listens = (event, what) => process.on(event, (error) => process.listenerCount(event) === 1 && what(error));
  listens('uncaughtException', (error) => loop.fail(error));
  listens('unhandledRejection', (error) => loop.fail(error));
  process.on('beforeExit', () => loop.idle());
  setImmediate(loop.turn);
}

main();
