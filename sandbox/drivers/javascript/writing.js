'use strict';
// Which values cross, and how they are written in JSON: the counterpart of sandbox/values.py and sandbox/leaves.py,
// with the same tags, the same numbering of containers and the same limits. How they are read is in reading.js.
//
// A container's fields are written after everything around it, so a message is assembled in two steps: `visit` gives
// text, or a slot where text will stand; `finish` fills the slots in the order in which they were met, and puts
// their text together from the last to the first.

const {
  Date,
  SafeMap,
  TypeError,
  arrayJoin,
  bigIntToString,
  bufferFrom,
  dateToISOString,
  dateValue,
  isFinite,
  isInteger,
  isSafeInteger,
  quote,
  sliceText,
} = require('./intrinsics.js');
const { LIST, DICT, MAP, SET, BYTES, NUMBERS, containerOf, contents, isPlainKey, size } = require('./containers.js');
const { isBoxedPrimitive, isDate } = require('util').types;

const MAX_DEPTH = 200;
const MAX_NODES = 2_000_000;
const MESSAGE_BYTES = 16 << 20;
const MAX_INT_DIGITS = 1 << 20;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const TAGS = { [DICT]: 'dict', [MAP]: 'dict', [SET]: 'set' };
const bufferToString = Function.prototype.call.bind(Buffer.prototype.toString);
const { byteLength } = Buffer;

/** A text to be written as it is: a node made elsewhere. */
class Node {
  constructor(text) {
    this.text = text;
  }
}

/** What is to be a tuple on the test's side. */
class Tuple {
  constructor(...items) {
    this.items = items;
  }
}

/** Where the text of a container will stand. */
class Slot {
  constructor(open, close, depth) {
    this.open = open;
    this.close = close;
    this.depth = depth;
    this.value = undefined;
    this.kind = undefined;
    this.parts = [];
    this.text = '';
  }
}

/** Writes the values of one message. `objects` are the containers that the far side has numbered already. */
class Encoder {
  constructor(bridge, objects = []) {
    this.objects = [];
    this.bridge = bridge;
    this.numbers = new SafeMap();
    this.slots = [];
    this.filled = 0;
    this.room = MAX_NODES;
    for (let number = 0; number < objects.length; number++) this.number(objects[number].value, objects[number].kind);
  }

  /** The JSON for a value. Throws TypeError for what cannot cross. */
  encode(value) {
    return this.finish(this.visit(value, 0));
  }

  /** The JSON for what a numbered container holds. */
  fields(number) {
    const { value, kind } = this.objects[number];
    if (kind === BYTES) return `[${bytesNode(value)}]`;
    const slot = new Slot('[', ']', 0);
    slot.value = value;
    slot.kind = kind;
    this.slots[this.slots.length] = slot;
    return this.finish(slot);
  }

  /** Let a container be written anew, as one that the far side does not have. */
  forget(number) {
    this.numbers.delete(this.objects[number].value);
  }

  /** One value: its text, or its slot. */
  visit(value, depth) {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'number':
        return numberText(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'undefined':
        return 'null';
      case 'bigint':
        return bigIntText(value);
      case 'symbol':
        throw new TypeError('a symbol cannot cross to the test');
      case 'function':
        return this.bridge.write(this, value, depth);
      default:
        return value === null ? 'null' : this.object(value, depth);
    }
  }

  object(value, depth) {
    const seen = this.numbers.get(value);
    if (seen !== undefined) return `{"seen":${seen}}`;
    if (value instanceof Node) return value.text;
    if (value instanceof Tuple) return this.tuple(value.items, depth);
    if (this.bridge.isGiven(value)) return this.bridge.write(this, value, depth);
    const kind = containerOf(value);
    if (kind === undefined) {
      if (isBoxedPrimitive(value)) return this.visit(value.valueOf(), depth);
      return isDate(value) ? dateNode(value) : this.bridge.write(this, value, depth);
    }
    if (kind === BYTES) return bytesNode(value);
    this.number(value, kind);
    const tag = TAGS[kind];
    const slot = this.slot(tag === undefined ? '[' : `{"${tag}":[`, tag === undefined ? ']' : ']}', depth);
    slot.value = value;
    slot.kind = kind;
    return slot;
  }

  /** A tuple with these parts, which is a container of its own. */
  tuple(values, depth) {
    this.number({}, LIST);
    return this.node('tuple', values, depth);
  }

  /** A node of any tag whose content is an array of values. */
  node(tag, values, depth) {
    const slot = this.slot(`{"${tag}":[`, ']}', depth);
    for (let index = 0; index < values.length; index++) slot.parts[index] = this.visit(values[index], depth + 1);
    return slot;
  }

  number(value, kind) {
    this.numbers.set(value, this.objects.length);
    this.objects[this.objects.length] = { value, kind };
  }

  slot(open, close, depth) {
    if (depth >= MAX_DEPTH) throw new TypeError(`a value nested more than ${MAX_DEPTH} levels deep cannot cross`);
    const slot = new Slot(open, close, depth);
    this.slots[this.slots.length] = slot;
    return slot;
  }

  /** Fill what waits; the text of the node that all of it belongs to. */
  finish(node) {
    const { slots } = this;
    for (; this.filled < slots.length; this.filled++) {
      if (slots[this.filled].kind !== undefined) this.fill(slots[this.filled]); // the list grows under way
    }
    for (let index = slots.length - 1; index >= 0; index--) {
      const slot = slots[index];
      if (slot.text === '') slot.text = slot.open + joined(slot.parts) + slot.close;
    }
    slots.length = this.filled = 0;
    return typeof node === 'string' ? node : node.text;
  }

  fill(slot) {
    const { value, kind } = slot;
    this.room -= size(value, kind);
    if (this.room < 0) throw new TypeError(`a value with more than ${MAX_NODES} parts cannot cross`);
    if ((kind === LIST || kind === NUMBERS) && isBare(value)) {
      slot.text = slot.open + (kind === LIST ? arrayJoin(value, ',') : joined(contents(value, kind))) + slot.close;
      return;
    }
    const items = contents(value, kind);
    const keyed = kind === MAP ? 2 : kind === SET ? 1 : 0;
    const { parts } = slot;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (keyed !== 0 && index % keyed === 0 && !isPlainKey(item)) {
        throw new TypeError(`a ${kind === MAP ? 'Map' : 'Set'} with ${describeKey(item)} as a key cannot cross`);
      }
      parts[index] = typeof item === 'string' ? quote(item) : this.visit(item, slot.depth + 1);
    }
  }
}

function describeKey(key) {
  return typeof key === 'symbol' ? 'a symbol' : 'an array or an object';
}

/** Whether all items are numbers that JavaScript and JSON write in the same way. */
function isBare(items) {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (typeof item !== 'number') return false;
    if (isSafeInteger(item) ? item === 0 && 1 / item < 0 : isInteger(item) || !isFinite(item)) return false;
  }
  return true;
}

function joined(parts) {
  let text = '';
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    text += (index === 0 ? '' : ',') + (typeof part === 'object' ? part.text : part);
  }
  return text;
}

/** A whole number in the safe range comes as an integer, any other as a float. */
function numberText(value) {
  if (isSafeInteger(value)) return value === 0 && 1 / value < 0 ? '-0.0' : `${value}`;
  if (!isFinite(value)) return `{"float":"${value !== value ? 'nan' : value > 0 ? 'inf' : '-inf'}"}`;
  const text = `${value}`;
  return isInteger(value) && value < 1e21 && value > -1e21 ? `${text}.0` : text;
}

function bigIntText(value) {
  if (value >= -SAFE && value <= SAFE) return `${value}`;
  const digits = bigIntToString(value, 16);
  if (digits.length > MAX_INT_DIGITS) {
    throw new TypeError(`an integer of ${4 * digits.length} bits is too large to cross`);
  }
  return `{"int":"${digits}"}`;
}

function bytesNode(value) {
  return `{"bytes":"${bufferToString(bufferFrom(value.buffer, value.byteOffset, value.byteLength), 'base64')}"}`;
}

/** A Date is a datetime with its time zone, UTC. */
function dateNode(value) {
  if (dateValue(value) !== dateValue(value)) throw new TypeError('an invalid Date cannot cross');
  const text = dateToISOString(value);
  if (text.length !== 24) throw new TypeError(`the year of ${text} is too far away to cross`);
  return `{"datetime":["${sliceText(text, 0, 23)}",0,[0,null]]}`;
}

/** Refuse a message that is longer than what crosses. */
function checkLength(text) {
  const bytes = 3 * text.length > MESSAGE_BYTES ? byteLength(text) : 0;
  if (bytes > MESSAGE_BYTES) {
    throw new TypeError(`a value of ${bytes} bytes is too large to cross; the most is ${MESSAGE_BYTES}`);
  }
}

module.exports = { Node, Tuple, Encoder, checkLength };
