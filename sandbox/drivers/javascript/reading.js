'use strict';
// How the values of a message are read; the mirror image of writing.js.

const {
  BigInt,
  Date,
  Map,
  Number,
  RangeError,
  Set,
  TypeError,
  Uint8Array,
  bufferFrom,
  dateValue,
  fromCodePoint,
  hasOwn,
  isArray,
  keys,
  sliceText,
  startsWith,
  typedArraySet,
} = require('./intrinsics.js');
const { LIST, DICT, MAP, SET, BYTES, refill } = require('./containers.js');

const MAX_NODES = 2_000_000;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Reads the values of one message. `objects` are the containers that are numbered already. */
class Decoder {
  constructor(bridge, objects = []) {
    this.objects = objects;
    this.bridge = bridge;
    this.waiting = [];
  }

  /** The value that a node stands for. */
  decode(node) {
    const value = typeof node === 'object' ? this.visit(node) : node;
    if (this.waiting.length !== 0) this.finish();
    return value;
  }

  /** Give a container the things that it holds on the far side. */
  change(number, nodes) {
    this.waiting[this.waiting.length] = { ...this.objects[number], nodes };
    this.finish();
  }

  visit(node) {
    if (typeof node !== 'object' || node === null) return node;
    if (isArray(node)) return this.later(node, LIST, node);
    const tag = keys(node)[0];
    const content = node[tag];
    return hasOwn(READERS, tag) ? READERS[tag](this, content) : this.bridge.read(this, tag, content);
  }

  /** Number a container and have it filled from these nodes. */
  later(value, kind, nodes, fixed = false) {
    this.objects[this.objects.length] = { value, kind, fixed };
    this.waiting[this.waiting.length] = { value, kind, nodes };
    return value;
  }

  finish() {
    const { waiting } = this;
    for (let index = 0; index < waiting.length; index++) {
      const { value, kind, nodes } = waiting[index];
      for (let place = 0; place < nodes.length; place++) {
        const node = nodes[place];
        if (typeof node === 'object' && node !== null) nodes[place] = this.visit(node);
      }
      if (kind === BYTES) typedArraySet(value, nodes[0]);
      else if (value !== nodes) refill(value, kind, nodes);
    }
    waiting.length = 0;
  }
}

/** A tuple arrives as an array, a frozen set as a set; a change in place stays here, for theirs cannot change. */
function readFixed(decoder, nodes, value, kind) {
  const number = decoder.objects.length;
  decoder.objects[number] = { value, kind, fixed: true };
  for (let index = 0; index < nodes.length; index++) nodes[index] = decoder.visit(nodes[index]);
  if (value !== nodes) refill(value, kind, nodes);
  return value;
}

/** An object with these keys when all of them are texts, else a Map. */
function readDict(decoder, nodes) {
  for (let index = 0; index < nodes.length; index += 2) {
    const key = nodes[index];
    if (typeof key !== 'string' && !(typeof key === 'object' && key !== null && hasOwn(key, 'codepoints'))) {
      return decoder.later(new Map(), MAP, nodes);
    }
  }
  return decoder.later({}, DICT, nodes);
}

function readBytearray(decoder, nodes) {
  return decoder.later(readBytes(nodes[0].bytes), BYTES, nodes);
}

function readBytes(text) {
  return new Uint8Array(bufferFrom(text, 'base64'));
}

function readInt(text) {
  return startsWith(text, '-') ? -BigInt(`0x${sliceText(text, 1)}`) : BigInt(`0x${text}`);
}

function readCodepoints(points) {
  let text = '';
  for (let index = 0; index < points.length; index++) text += fromCodePoint(points[index]);
  return text;
}

function readRange(content) {
  const start = readInt(content[0]);
  const stop = readInt(content[1]);
  const step = readInt(content[2]);
  const numbers = [];
  for (let number = start; step > 0n ? number < stop : number > stop; number += step) {
    if (numbers.length >= MAX_NODES) throw new RangeError(`a range of more than ${MAX_NODES} numbers cannot cross`);
    numbers[numbers.length] = number >= -SAFE && number <= SAFE ? Number(number) : number;
  }
  return numbers;
}

/** A datetime with a time zone is a Date. */
function readDatetime(content) {
  const zone = content[2];
  if (!isArray(zone)) return refuse('a datetime without an offset from UTC');
  return new Date(dateValue(new Date(`${content[0]}Z`)) - zone[0] / 1000);
}

function refuse(what) {
  throw new TypeError(`${what} has no counterpart in JavaScript, so it cannot be given to a solution`);
}

const READERS = {
  __proto__: null,
  tuple: (decoder, nodes) => readFixed(decoder, nodes, nodes, LIST),
  frozenset: (decoder, nodes) => readFixed(decoder, nodes, new Set(), SET),
  dict: readDict,
  OrderedDict: readDict,
  Counter: readDict,
  defaultdict: (decoder, content) => readDict(decoder, content[1]),
  set: (decoder, nodes) => decoder.later(new Set(), SET, nodes),
  deque: (decoder, content) => decoder.later(content[1], LIST, content[1]),
  bytearray: readBytearray,
  seen: (decoder, number) => decoder.objects[number].value,
  int: (_, text) => readInt(text),
  float: (_, text) => (text === 'nan' ? NaN : text === 'inf' ? Infinity : -Infinity),
  codepoints: (_, points) => readCodepoints(points),
  bytes: (_, text) => readBytes(text),
  range: (_, content) => readRange(content),
  datetime: (_, content) => readDatetime(content),
  Path: (_, text) => text,
  slice: () => refuse('a slice'),
  constant: (_, name) => refuse(name),
  complex: () => refuse('a complex number'),
  Decimal: () => refuse('a Decimal'),
  Fraction: () => refuse('a Fraction'),
  date: () => refuse('a date without a time'),
  time: () => refuse('a time without a date'),
  timedelta: () => refuse('a timedelta'),
  timezone: () => refuse('a time zone'),
};

module.exports = { Decoder };
