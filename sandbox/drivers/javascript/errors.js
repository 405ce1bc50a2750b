'use strict';
// The exceptions of a test as errors of JavaScript's: how they are made, and how they are told apart.

const { Error, RangeError, String, TypeError, defineProperty, hasOwn } = require('./intrinsics.js');

/** The errors that mean what an exception of Python's means; any other is an Error with the exception's name. */
const MEANING = { __proto__: null, ValueError: RangeError, TypeError, RecursionError: RangeError };

/**
 * An error that says what an exception says.
 *
 * @param name of the exception's class
 * @param args its arguments
 * @param text what it says, where that is more than its arguments
 */
function makeError(name, args, text) {
  let words = text ?? '';
  for (let index = 0; index < args.length && typeof text !== 'string'; index++) {
    words += (index === 0 ? '' : ', ') + (typeof args[index] === 'object' ? '...' : String(args[index]));
  }
  const error = new (MEANING[name] ?? Error)(words);
  if (error.name !== name) defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  return error;
}

/** The end of an iterator of the test's, with what it returned. */
function makeEnd(name, args) {
  const end = makeError(name, args);
  defineProperty(end, 'value', { value: args[0], writable: true });
  return end;
}

/** Whether something thrown is the end of an iterator of the test's. */
function isEnd(error) {
  return isNamed(error, 'StopIteration') && hasOwn(error, 'value');
}

/** Whether something thrown is an exception of the class of this name. */
function isNamed(error, name) {
  return error instanceof Error && error.name === name;
}

module.exports = { makeError, makeEnd, isEnd, isNamed };
