'use strict';
// What stands in a solution for the objects of a test: functions, exceptions, promises, anything else.
//
// A function of a test is a function. Called with more arguments than it takes it gets as many as it takes, as any
// function in JavaScript does: `values.map(callback)` gives a callback three.

const { Proxy, SafeMap, defineProperty } = require('./intrinsics.js');
const { Coroutines } = require('./coroutines.js');
const { makeEnd, makeError } = require('./errors.js');
const { Traps } = require('./traps.js');

const BRIEF = 3;

class Given {
  constructor(handles) {
    this.handles = handles;
    this.conversation = undefined;
    this.classes = new SafeMap();
    this.coroutines = new Coroutines(this.ask);
  }

  /** Have the test do something to an object of its own. */
  ask = (method, number, name, args) => this.conversation.request(method, number, name, args);

  /** A function or class of the test: the test's number for it, its module and its name. */
  callable(content) {
    const number = content[0];
    return this.handles.standIn(number, () => named(this.caller(number), content[2]));
  }

  caller(number) {
    let most; // how many arguments it takes: asked for when that matters first
    return (...args) => {
      if (args.length > 1 && most === undefined) most = this.ask('arity', number) ?? Infinity;
      if (args.length > most) args.length = most;
      return this.ask('call', number, undefined, args);
    };
  }

  /** An object of the test: its number, the number of its class, the module and name of that. */
  object(content) {
    const number = content[0];
    const special = this.specialOf(content[1]);
    return this.handles.standIn(number, () => {
      if (special.has('__await__')) return this.coroutines.promise(number, content[3]);
      const target = special.has('__call__') ? this.caller(number) : {};
      return new Proxy(target, new Traps(this.handles, this.ask, number, special));
    });
  }

  /** The special methods of a class of the test's. */
  specialOf(number) {
    let special = this.classes.get(number);
    if (special === undefined) {
      special = new SafeMap();
      const names = this.ask('describe', number).special;
      for (let index = 0; index < names.length; index++) special.set(names[index], true);
      this.classes.set(number, special);
    }
    return special;
  }

  /** An exception of the test's. */
  exception(decoder, content) {
    const name = typeof content[1] === 'string' ? content[1] : content[1].class?.[2] ?? 'Error';
    const args = decoder.visit(content[2]);
    if (content.length === BRIEF) return makeEnd(name, args);
    decoder.visit(content[3]); // a test's exception has no attributes here, but their place is counted
    return this.handles.standIn(content[0], () => makeError(name, args, content[4]));
  }
}

function named(value, name) {
  return defineProperty(value, 'name', { value: name, configurable: true });
}

module.exports = { Given };
