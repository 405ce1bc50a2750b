'use strict';
// Arrays, maps, sets and plain objects: what they hold, whether it changed, and giving them other things to hold.
//
// Arguments that a solution changes in place come back to the test changed, and likewise the other way round.

const {
  ArrayPrototype,
  MapPrototype,
  ObjectPrototype,
  SetPrototype,
  arraySlice,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  iteratorSymbol,
  keys,
  mapClear,
  mapEach,
  mapSet,
  mapSize,
  same,
  setAdd,
  setClear,
  setEach,
  setSize,
  typedArrayLength,
  typedArrayName,
} = require('./intrinsics.js');

const LIST = 'list';
const DICT = 'dict';
const MAP = 'map';
const SET = 'set';
const NUMBERS = 'numbers';
const BYTES = 'bytes';

/** Which container a value is, if it crosses as one: exact types only, a subclass is an object like any other. */
function containerOf(value) {
  const prototype = getPrototypeOf(value);
  if (prototype === ArrayPrototype) return isArray(value) ? LIST : undefined;
  if (prototype === ObjectPrototype || prototype === null) return isRecord(value) ? DICT : undefined;
  if (prototype === MapPrototype) return hasPlainKeys(value, mapEach) ? MAP : undefined;
  if (prototype === SetPrototype) return hasPlainKeys(value, setEach) ? SET : undefined;
  const typed = typedArrayName(value);
  if (typed === undefined) return undefined;
  return typed === 'Uint8Array' || typed === 'Uint8ClampedArray' ? BYTES : NUMBERS;
}

/** Whether a plain object holds data only; one with functions or getters has behaviour, and crosses as an object. */
function isRecord(value) {
  if (value[iteratorSymbol] !== undefined) return false;
  const names = keys(value);
  for (let index = 0; index < names.length; index++) {
    const property = getOwnPropertyDescriptor(value, names[index]);
    if (property !== undefined && (property.get !== undefined || typeof property.value === 'function')) return false;
  }
  return true;
}

/** Whether every key of a Map, or member of a Set, can be one on the test's side, where lists cannot. */
function hasPlainKeys(value, each) {
  let plain = true;
  each(value, (_, key) => {
    plain &&= isPlainKey(key);
  });
  return plain;
}

/** Whether a value can be a key on the test's side. */
function isPlainKey(key) {
  if (typeof key === 'symbol') return false;
  if (typeof key !== 'object' || key === null) return true;
  const kind = containerOf(key);
  return kind === undefined || kind === BYTES;
}

/** What a container holds, in one flat array: of maps and plain objects, keys and values in turn. */
function contents(value, kind) {
  if (kind === LIST) return value;
  const items = [];
  let count = 0;
  if (kind === DICT) {
    const names = keys(value);
    for (let index = 0; index < names.length; index++) {
      items[count++] = names[index];
      items[count++] = value[names[index]];
    }
  } else if (kind === MAP) {
    mapEach(value, (item, key) => {
      items[count++] = key;
      items[count++] = item;
    });
  } else if (kind === SET) {
    setEach(value, (item) => {
      items[count++] = item;
    });
  } else {
    for (let index = 0; index < value.length; index++) items[count++] = value[index];
  }
  return items;
}

/** How many things a container holds. */
function size(value, kind) {
  if (kind === LIST) return value.length;
  if (kind === MAP) return 2 * mapSize(value);
  if (kind === SET) return setSize(value);
  return kind === DICT ? 2 * keys(value).length : typedArrayLength(value);
}

/** Make a container hold these things, as `contents` gives them. */
function refill(value, kind, items) {
  if (kind === LIST) {
    value.length = items.length;
    for (let index = 0; index < items.length; index++) value[index] = items[index];
  } else if (kind === DICT) {
    const names = keys(value);
    for (let index = 0; index < names.length; index++) delete value[names[index]];
    for (let index = 0; index < items.length; index += 2) setProperty(value, items[index], items[index + 1]);
  } else if (kind === MAP) {
    mapClear(value);
    for (let index = 0; index < items.length; index += 2) mapSet(value, items[index], items[index + 1]);
  } else if (kind === SET) {
    setClear(value);
    for (let index = 0; index < items.length; index++) setAdd(value, items[index]);
  }
}

/** Set a property of a plain object, whatever its name means to the language. */
function setProperty(object, name, value) {
  if (name !== '__proto__') object[name] = value;
  else defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** What each container holds now, to be given to `changed` later. */
function snapshot(objects) {
  const before = [];
  for (let index = 0; index < objects.length; index++) {
    const { value, kind } = objects[index];
    before[index] = kind === LIST ? arraySlice(value) : contents(value, kind);
  }
  return before;
}

/** The numbers of the containers that hold other things than at the time of `snapshot`. */
function changed(objects, before) {
  const numbers = [];
  for (let number = 0; number < before.length; number++) {
    const { value, kind } = objects[number];
    if (!alike(contents(value, kind), before[number])) numbers[numbers.length] = number;
  }
  return numbers;
}

function alike(now, before) {
  if (now.length !== before.length) return false;
  for (let index = 0; index < now.length; index++) {
    if (!same(now[index], before[index])) return false;
  }
  return true;
}

module.exports = {
  ...{ LIST, DICT, MAP, SET, NUMBERS, BYTES },
  ...{ containerOf, isPlainKey, contents, size, refill, setProperty, snapshot, changed },
};
