'use strict';
// What the language itself offers, taken before the solution is loaded: a solution that changes Array.prototype or
// JSON must not break the driver beneath it. Only what is used in the driver is here.

const { apply, construct, ownKeys, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
const uncurryThis = Function.prototype.bind.bind(Function.prototype.call);
const getter = (prototype, name) => uncurryThis(getOwnPropertyDescriptor(prototype, name).get);

/** A collection whose methods are its own, whatever becomes of those of `Base.prototype`. */
function safe(Base) {
  const Safe = class extends Base {
    constructor(value) {
      super(value); // spelled out, for the constructor that a class has by itself goes through Array.prototype
    }
  };
  for (const key of ownKeys(Base.prototype)) {
    const property = getOwnPropertyDescriptor(Base.prototype, key);
    if (key !== 'constructor') Object.defineProperty(Safe.prototype, key, property);
  }
  Object.setPrototypeOf(Safe.prototype, null);
  return Object.freeze(Safe);
}

const TypedArray = getPrototypeOf(Uint8Array);
const IteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
const AsyncIteratorPrototype = getPrototypeOf(getPrototypeOf(async function* () {}.prototype));

module.exports = {
  apply,
  construct,
  ownKeys,
  getPrototypeOf,
  getOwnPropertyDescriptor,
  ArrayPrototype: Array.prototype,
  ErrorPrototype: Error.prototype,
  MapPrototype: Map.prototype,
  ObjectPrototype: Object.prototype,
  SetPrototype: Set.prototype,
  IteratorPrototype,
  AsyncIteratorPrototype,
  SafeMap: safe(Map),
  SafeWeakMap: safe(WeakMap),
  SafeWeakRef: safe(WeakRef),
  FinalizationRegistry: safe(FinalizationRegistry),
  Map,
  Set,
  Promise,
  Proxy,
  Uint8Array,
  BigInt,
  Date,
  Error,
  Number,
  RangeError,
  SyntaxError,
  TypeError,
  String,
  arrayJoin: uncurryThis(Array.prototype.join),
  arraySlice: uncurryThis(Array.prototype.slice),
  bigIntToString: uncurryThis(BigInt.prototype.toString),
  bufferFrom: Buffer.from,
  dateToISOString: uncurryThis(Date.prototype.toISOString),
  dateValue: uncurryThis(Date.prototype.getTime),
  defineProperty: Object.defineProperty,
  functionToString: uncurryThis(Function.prototype.toString),
  hasOwn: uncurryThis(Object.prototype.hasOwnProperty),
  isArray: Array.isArray,
  isEnumerable: uncurryThis(Object.prototype.propertyIsEnumerable),
  isFinite: Number.isFinite,
  isInteger: Number.isInteger,
  isPrototypeOf: uncurryThis(Object.prototype.isPrototypeOf),
  isSafeInteger: Number.isSafeInteger,
  iteratorSymbol: Symbol.iterator,
  asyncIteratorSymbol: Symbol.asyncIterator,
  toString: Object.prototype.toString,
  toPrimitiveSymbol: Symbol.toPrimitive,
  disposeSymbol: Symbol.dispose,
  keys: Object.keys,
  mapEach: uncurryThis(Map.prototype.forEach),
  mapGet: uncurryThis(Map.prototype.get),
  mapHas: uncurryThis(Map.prototype.has),
  mapSet: uncurryThis(Map.prototype.set),
  mapDelete: uncurryThis(Map.prototype.delete),
  mapClear: uncurryThis(Map.prototype.clear),
  mapSize: getter(Map.prototype, 'size'),
  parse: JSON.parse,
  promiseThen: uncurryThis(Promise.prototype.then),
  regExpExec: uncurryThis(RegExp.prototype.exec),
  same: Object.is,
  setAdd: uncurryThis(Set.prototype.add),
  setClear: uncurryThis(Set.prototype.clear),
  setEach: uncurryThis(Set.prototype.forEach),
  setSize: getter(Set.prototype, 'size'),
  setImmediate,
  quote: JSON.stringify,
  replaceAll: uncurryThis(String.prototype.replaceAll),
  charAt: uncurryThis(String.prototype.charAt),
  endsWith: uncurryThis(String.prototype.endsWith),
  fromCodePoint: String.fromCodePoint,
  indexOf: uncurryThis(String.prototype.indexOf),
  sliceText: uncurryThis(String.prototype.slice),
  split: uncurryThis(String.prototype.split),
  startsWith: uncurryThis(String.prototype.startsWith),
  toLowerCase: uncurryThis(String.prototype.toLowerCase),
  toUpperCase: uncurryThis(String.prototype.toUpperCase),
  typedArrayName: getter(TypedArray.prototype, Symbol.toStringTag),
  typedArrayLength: getter(TypedArray.prototype, 'length'),
  typedArraySet: uncurryThis(TypedArray.prototype.set),
};
