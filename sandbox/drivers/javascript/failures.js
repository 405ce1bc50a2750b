'use strict';
// Exceptions of a solution as a test gets them: of which class, with what arguments, from where in the learner's files.

const {
  Error,
  RangeError,
  SafeWeakMap,
  String,
  TypeError,
  getOwnPropertyDescriptor,
  hasOwn,
  indexOf,
  keys,
  quote,
  regExpExec,
  replaceAll,
  sliceText,
  split,
  startsWith,
} = require('./intrinsics.js');
const { classOf } = require('./kinds.js');
const { fileURLToPath } = require('url');
const { isNativeError } = require('util').types;

const MAX_CHAIN = 4;
const MAX_FRAMES = 20;
const MAX_TEXT = 1_000;
const STACK_OVERFLOW = 'Maximum call stack size exceeded';
const FRAME = /^ +at (?:(?:async )?(.*) \()?((?:file:\/\/)?\/.*):(\d+):\d+\)?$/;
const OWNERS = ['Object.', 'Module.', 'exports.', 'module.exports.'];

/** What Python calls the exceptions that the driver itself raises, and the arguments that they have there. */
const raised = new SafeWeakMap();

/** An error that a test meets as a builtin exception of Python's. */
function pythonError(name, ...args) {
  const error = new Error(args.length === 0 ? name : String(args[0]));
  raised.set(error, { name, args });
  return error;
}

/** Whether a value was made by `Error` or a class below it. */
function isError(value) {
  return typeof value === 'object' && value !== null && (isNativeError(value) || value instanceof Error);
}

/** The name of a builtin exception of Python's that means just the same as an error; undefined if there is none. */
function builtinName(error) {
  if (!isError(error)) return 'Exception';
  if (error instanceof RangeError && error.message === STACK_OVERFLOW) return 'RecursionError';
  return errorClass(error) === TypeError ? 'TypeError' : undefined;
}

/** The class of an error; of those that Node.js makes with a code, the one that a learner knows. */
function errorClass(error) {
  const constructor = classOf(error) ?? Error;
  if (constructor.name !== 'NodeError' || !hasOwn(error, 'code')) return constructor;
  return classOf(constructor.prototype) ?? Error;
}

/** The fields that a solution gave an error, names and values in turn. */
function attributesOf(error) {
  const names = keys(error);
  const flat = [];
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    const value = error[name];
    if (startsWith(name, '__') || typeof value === 'symbol') continue;
    flat[flat.length] = name;
    flat[flat.length] = value;
  }
  return flat;
}

function causeOf(error) {
  const property = getOwnPropertyDescriptor(error, 'cause');
  return property !== undefined && isError(property.value) ? property.value : undefined;
}

/** Writes the exceptions of one solution, whose files are below `root`. */
class Failures {
  constructor(root) {
    this.prefix = `${root}/`;
  }

  /** The node for what was thrown, which may be anything. */
  write(bridge, encoder, thrown, depth, links = 0) {
    const own = isError(thrown) ? raised.get(thrown) : undefined;
    if (own !== undefined && own.name === 'StopIteration') return this.brief(encoder, own.args, depth);
    const error = isError(thrown) && own === undefined ? thrown : undefined;
    const name = own === undefined ? builtinName(thrown) : own.name;
    const cause = error === undefined || links >= MAX_CHAIN ? undefined : causeOf(error);
    const slot = encoder.node('exception', [], depth);
    const { parts } = slot; // in the order in which they are read, for containers are numbered as they come
    parts[0] = `${bridge.handles.export(isError(thrown) ? thrown : { thrown })}`;
    parts[1] = name === undefined ? bridge.writeClass(errorClass(error)) : quote(name);
    parts[2] = encoder.tuple(own?.args ?? (error === undefined ? [thrown] : this.messageOf(error)), depth + 1);
    parts[3] = encoder.tuple(error === undefined ? [] : attributesOf(error), depth + 1);
    parts[4] = 'null';
    parts[5] = cause === undefined ? 'null' : bridge.writeThrown(encoder, cause, depth + 1, links + 1);
    parts[6] = 'null';
    parts[7] = 'false';
    parts[8] = error === undefined ? '[]' : this.frames(error);
    return slot;
  }

  brief(encoder, args, depth) {
    const slot = encoder.node('exception', [], depth);
    slot.parts[0] = '0';
    slot.parts[1] = '"StopIteration"';
    slot.parts[2] = encoder.tuple(args, depth + 1);
    return slot;
  }

  /** What an error says; of a module that is missing, without the paths of this machine. */
  messageOf(error) {
    const { message } = error;
    if (typeof message !== 'string' || message === '') return [];
    if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_MODULE_NOT_FOUND') return [message];
    return [replaceAll(split(message, '\nRequire stack:')[0], this.prefix, '')];
  }

  /** The JSON of where in the learner's files an error comes from: file, line and function, outermost first. */
  frames(error) {
    const { stack } = error;
    if (typeof stack !== 'string') return '[]';
    const lines = split(stack, '\n');
    let text = '';
    let count = 0;
    for (let index = 0; index < lines.length && count < MAX_FRAMES; index++) {
      const match = regExpExec(FRAME, lines[index]);
      const file = match === null ? undefined : this.relative(match[2]);
      if (file === undefined) continue;
      const frame = `[${quote(sliceText(file, 0, MAX_TEXT))},${+match[3]},${quote(functionName(match[1]))}]`;
      text = count++ === 0 ? frame : `${frame},${text}`;
    }
    return `[${text}]`;
  }

  /** The name of a learner's file below the work folder; undefined for another file. */
  relative(place) {
    const path = startsWith(place, 'file://') ? fileURLToPath(place) : place;
    return startsWith(path, this.prefix) ? sliceText(path, this.prefix.length) : undefined;
  }
}

/** The name of a function in a stack, as a learner would call it. */
function functionName(name) {
  if (name === undefined) return '<anonymous>';
  if (name === 'Object.<anonymous>') return '<module>';
  const alias = indexOf(name, ' [as ');
  const plain = sliceText(name, 0, alias < 0 ? MAX_TEXT : alias);
  for (let index = 0; index < OWNERS.length; index++) {
    if (startsWith(plain, OWNERS[index])) return sliceText(plain, OWNERS[index].length);
  }
  return plain;
}

module.exports = { Failures, pythonError, isError };
