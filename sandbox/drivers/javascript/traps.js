'use strict';
// What a solution does to an object of the test's: each access is asked for.

const { apply, asyncIteratorSymbol, iteratorSymbol, regExpExec, toPrimitiveSymbol } = require('./intrinsics.js');
const { isEnd, isNamed } = require('./errors.js');
const { snake } = require('./names.js');

const INDEX = /^(?:0|[1-9][0-9]{0,14})$/;
/** What JavaScript itself looks for on any object, and no object of a test has. */
const NOT_THERE = { __proto__: null, then: true, toJSON: true };

/** The handler of the Proxy that stands for one object. */
class Traps {
  /**
   * @param handles the numbers of objects
   * @param ask asks the test to do something to an object of its own
   * @param number the test's number for the object
   * @param special the special methods of its class
   */
  constructor(handles, ask, number, special) {
    this.handles = handles;
    this.ask = ask;
    this.number = number;
    this.special = special;
  }

  get(_, key) {
    const { special } = this;
    if (typeof key === 'symbol') return this.symbol(key);
    if (key in NOT_THERE) return undefined;
    if (key === 'next' && special.has('__next__')) return this.iterator(this.number).next;
    if ((key === 'length' || key === 'size') && special.has('__len__')) return this.does('__len__');
    if (special.has('__getitem__') && regExpExec(INDEX, key) !== null) return this.item(+key);
    const value = this.attribute(key) ?? (snake(key) === key ? undefined : this.attribute(snake(key)));
    if (value !== undefined) return value;
    if (key === 'toString' || key === 'valueOf') return () => this.does('__str__');
    return special.has('__getitem__') ? this.item(key) : undefined;
  }

  symbol(key) {
    const { special } = this;
    if (key === iteratorSymbol && special.has('__next__')) return () => this.iterator(this.number);
    if (key === iteratorSymbol && special.has('__iter__')) return () => this.iterate();
    if (key === asyncIteratorSymbol && special.has('__anext__')) return () => this.asyncIterator();
    return key === toPrimitiveSymbol ? () => this.does('__str__') : undefined;
  }

  does(name, ...args) {
    return this.ask('special', this.number, name, args);
  }

  iterate() {
    const iterator = this.does('__iter__');
    return this.iterator(this.handles.numberOf(iterator), iterator);
  }

  /** An iterator of the test's as one of JavaScript's; `held` is what stands for it, and lives as long. */
  iterator(number, held) {
    const next = () => {
      try {
        return { value: this.ask('special', number, '__next__'), done: false };
      } catch (error) {
        if (isEnd(error)) return { value: error.value, done: true };
        throw error;
      }
    };
    const leave = (value) => ({ value, done: true });
    return {
      held,
      next,
      return: leave,
      [iteratorSymbol]() {
        return this;
      },
    };
  }

  /** An asynchronous iterator of the test's as one of JavaScript's. */
  asyncIterator() {
    const next = async () => {
      try {
        return { value: await this.does('__anext__'), done: false };
      } catch (error) {
        if (isNamed(error, 'StopAsyncIteration')) return { value: undefined, done: true };
        throw error;
      }
    };
    return {
      next,
      [asyncIteratorSymbol]() {
        return this;
      },
    };
  }

  attribute(name) {
    try {
      return this.ask('get', this.number, name);
    } catch (error) {
      if (isNamed(error, 'AttributeError') || isNamed(error, 'Refused')) return undefined;
      throw error;
    }
  }

  item(key) {
    try {
      return this.does('__getitem__', key);
    } catch (error) {
      if (isNamed(error, 'KeyError') || isNamed(error, 'IndexError') || isNamed(error, 'TypeError')) return undefined;
      throw error;
    }
  }

  has(_, key) {
    return this.get(_, key) !== undefined;
  }

  set(_, key, value) {
    if (typeof key === 'symbol') return false;
    this.ask('set', this.number, this.attribute(key) === undefined ? snake(key) : key, [value]);
    return true;
  }

  deleteProperty(_, key) {
    this.ask('delete', this.number, key);
    return true;
  }

  apply(target, _, args) {
    return apply(target, undefined, args);
  }
}

module.exports = { Traps };
