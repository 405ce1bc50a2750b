'use strict';
// What Python's operators and builtin functions mean for an object of JavaScript.

const {
  Map,
  Set,
  String,
  TypeError,
  apply,
  asyncIteratorSymbol,
  disposeSymbol,
  isArray,
  isInteger,
  isSafeInteger,
  iteratorSymbol,
  mapDelete,
  mapEach,
  mapGet,
  mapHas,
  mapSet,
  promiseThen,
  setAdd,
  setEach,
  toString,
} = require('./intrinsics.js');
const { containerOf } = require('./containers.js');
const { pythonError } = require('./failures.js');
const { inspect, types } = require('util');

const { isMap, isPromise, isSet } = types;

/** Do what a special method of Python's does. */
function special(on, name, args) {
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new TypeError(`${className(on)} has no ${name}`);
  return operation(on, args[0], args[1]);
}

/** The content of an instance of a class over a builtin container, in the builtin itself; null if that cannot cross. */
function content(on) {
  if (isArray(on)) {
    const copy = [];
    for (let index = 0; index < on.length; index++) copy[index] = on[index];
    return copy;
  }
  if (isMap(on)) {
    const copy = new Map();
    mapEach(on, (value, key) => mapSet(copy, key, value));
    return containerOf(copy) === undefined ? null : copy;
  }
  if (isSet(on)) {
    const copy = new Set();
    setEach(on, (value) => setAdd(copy, value));
    return containerOf(copy) === undefined ? null : copy;
  }
  return null;
}

/** The methods that Python's generators have and JavaScript's call otherwise. */
function iteratorMethod(on, name) {
  const native = name === 'send' ? on.next : name === 'close' ? on.return : name === 'throw' ? on.throw : undefined;
  if (typeof native !== 'function') return undefined;
  return (...args) => {
    const step = apply(native, on, args);
    return name === 'close' ? null : taken(step);
  };
}

function iterate(on) {
  const method = on[iteratorSymbol] ?? on[asyncIteratorSymbol];
  if (typeof method !== 'function') throw new TypeError(`${className(on)} is not iterable`);
  return apply(method, on, []);
}

/** The value of a step of an iterator; of an asynchronous one, a promise of that. */
function taken(step) {
  if (isPromise(step)) return promiseThen(step, taken);
  if (typeof step !== 'object' || step === null) {
    throw new TypeError(`Iterator result ${String(step)} is not an object`);
  }
  if (!step.done) return step.value;
  throw step.value === undefined ? pythonError('StopIteration') : pythonError('StopIteration', step.value);
}

function length(on) {
  const own = typeof on.length === 'function' ? on.length() : on.length;
  if (isSafeInteger(own)) return own;
  const size = typeof on.size === 'function' ? on.size() : on.size;
  if (isSafeInteger(size)) return size;
  throw new TypeError(`${className(on)} has neither a length nor a size`);
}

function contains(on, item) {
  return truth(typeof on.has === 'function' ? on.has(item) : on.includes(item));
}

function truth(value) {
  if (typeof value !== 'boolean') throw new TypeError(`true or false was expected, not ${String(value)}`);
  return value;
}

function order(on, other, holds) {
  if (typeof on.compareTo === 'function') return holds(on.compareTo(other), 0);
  return holds(on, other);
}

function getItem(on, key) {
  if (isMap(on)) {
    if (!mapHas(on, key)) throw pythonError('KeyError', key);
    return mapGet(on, key);
  }
  return on[place(on, key)];
}

function setItem(on, key, value) {
  if (isMap(on)) mapSet(on, key, value);
  else on[place(on, key)] = value;
}

function deleteItem(on, key) {
  if (!mapDelete(on, key)) throw pythonError('KeyError', key);
}

/** Where an array has an item, counted from its end when negative. */
function place(on, key) {
  if (!isInteger(key)) throw new TypeError(`an index is a whole number, not ${String(key)}`);
  const index = key < 0 ? on.length + key : key;
  if (index < 0 || index >= on.length) throw pythonError('IndexError', 'index out of range');
  return index;
}

function text(on) {
  return typeof on.toString === 'function' && on.toString !== toString ? String(on) : represent(on);
}

function represent(on) {
  return inspect(on, { breakLength: Infinity });
}

/** What to call an object in a message. */
function className(on) {
  const name = typeof on === 'function' ? on.name : on?.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'the object';
}

const OPERATIONS = {
  __proto__: null,
  __iter__: iterate,
  __next__: (on) => taken(on.next()),
  __len__: length,
  __bool__: () => true,
  __contains__: contains,
  __eq__: (on, other) => truth(on.equals(other)),
  __lt__: (on, other) => order(on, other, (one, two) => one < two),
  __le__: (on, other) => order(on, other, (one, two) => one <= two),
  __gt__: (on, other) => order(on, other, (one, two) => one > two),
  __ge__: (on, other) => order(on, other, (one, two) => one >= two),
  __getitem__: getItem,
  __setitem__: setItem,
  __delitem__: deleteItem,
  __str__: text,
  __repr__: represent,
  __enter__: (on) => on,
  __exit__: (on) => {
    on[disposeSymbol]();
    return null;
  },
};

module.exports = { special, content, iteratorMethod, className };
