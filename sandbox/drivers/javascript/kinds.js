'use strict';
// What a test is told of the class of an object, so that it can be used there as an object of Python's would be.
//
// A class is told by its constructor function. What has no class of its own (an iterator, a promise, a plain object
// with functions in it) is of one of the kinds below.

const {
  AsyncIteratorPrototype,
  ErrorPrototype,
  IteratorPrototype,
  ObjectPrototype,
  SafeMap,
  SafeWeakMap,
  asyncIteratorSymbol,
  charAt,
  disposeSymbol,
  functionToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isPrototypeOf,
  iteratorSymbol,
  ownKeys,
  startsWith,
  toPrimitiveSymbol,
} = require('./intrinsics.js');
const { isClassName, snake } = require('./names.js');
const { isPromise } = require('util').types;

const ITERATION = ['__iter__', '__next__'];
const NATIVE = 'javascript';
const LIKE = new SafeMap();
LIKE.set(Array.prototype, { like: 'list', special: ['__getitem__', '__setitem__'] });
LIKE.set(Map.prototype, { like: 'dict', special: ['__getitem__', '__setitem__', '__delitem__'] });
LIKE.set(Set.prototype, { like: 'set', special: [] });

/** What has no class of its own. */
class Kind {
  constructor(name, special, like = null, methods = []) {
    this.name = name;
    this.special = special;
    this.like = like;
    this.methods = methods;
  }
}

const OBJECT = new Kind('Object', ['__str__', '__repr__', '__len__', '__bool__']);
const ITERABLE = new Kind('Object', ['__str__', '__repr__', '__len__', '__bool__', '__iter__']);
const ITERATOR = new Kind('Iterator', ['__repr__', ...ITERATION], 'generator', ['send', 'throw', 'close']);
const PROMISE = new Kind('Promise', ['__repr__', '__await__']);

/** The class of an object: its constructor, or one of the kinds above. */
function kindOf(value) {
  if (isPromise(value)) return PROMISE;
  if (isPrototypeOf(IteratorPrototype, value) || isPrototypeOf(AsyncIteratorPrototype, value)) {
    return isLearners(value) ? classOf(value) : ITERATOR;
  }
  return classOf(value) ?? (value[iteratorSymbol] === undefined ? OBJECT : ITERABLE);
}

/** Whether an iterator is of a class that a solution has written. */
function isLearners(value) {
  const constructor = classOf(value);
  return constructor !== undefined && isClass(constructor) && !isNative(constructor);
}

/** The function that made an object; undefined when that is not known, and for plain objects. */
function classOf(value) {
  const prototype = getPrototypeOf(value);
  if (prototype === null || prototype === ObjectPrototype) return undefined;
  const property = getOwnPropertyDescriptor(prototype, 'constructor');
  const constructor = property === undefined ? undefined : property.value;
  return typeof constructor === 'function' && constructor.prototype === prototype ? constructor : undefined;
}

const classes = new SafeWeakMap();

/** Whether a function is a class: written as one, or as the constructor functions of old. */
function isClass(value) {
  let known = classes.get(value);
  if (known === undefined) {
    known = looksLikeClass(value);
    classes.set(value, known);
  }
  return known;
}

function looksLikeClass(value) {
  const prototype = hasOwn(value, 'prototype') ? value.prototype : undefined;
  if (typeof prototype !== 'object' || prototype === null) return false;
  const text = functionToString(value);
  if (startsWith(text, 'class')) return true;
  return startsWith(text, 'function') && charAt(text, 8) !== '*' && hasOwn(prototype, 'constructor')
    && (ownKeys(prototype).length > 1 || (typeof value.name === 'string' && isClassName(value.name)));
}

function isNative(constructor) {
  return functionToString(constructor) === `function ${constructor.name}() { [native code] }`;
}

/** The class that a class extends; undefined when that is none of a learner's or the library's. */
function parentOf(constructor) {
  const parent = getPrototypeOf(constructor.prototype);
  return parent === null || LIKE.has(parent) ? undefined : classOf(constructor.prototype);
}

/** What is to be told of a class, its bases and the module and path of its name left out. */
function describe(kind) {
  if (kind instanceof Kind) return { like: kind.like, special: kind.special, methods: kind.methods };
  const special = new SafeMap();
  const methods = new SafeMap();
  let like = null;
  const isError = kind.prototype === ErrorPrototype || isPrototypeOf(ErrorPrototype, kind.prototype);
  if (!isError) addAll(special, EVERY); // exceptions are Python's own on the test's side
  for (let prototype = kind.prototype; prototype !== null && prototype !== ObjectPrototype; ) {
    const known = LIKE.get(prototype);
    if (known !== undefined) {
      like = known.like;
      addAll(special, known.special);
    }
    noteMethods(prototype, special, methods);
    prototype = getPrototypeOf(prototype);
  }
  return { like, special: listed(special), methods: listed(methods) };
}

function noteMethods(prototype, special, methods) {
  const names = ownKeys(prototype);
  for (let index = 0; index < names.length; index++) {
    const key = names[index];
    if (typeof getOwnPropertyDescriptor(prototype, key).value !== 'function') continue;
    if (typeof key === 'string' && key !== 'constructor') addAll(methods, [key, snake(key)]);
    addAll(special, SPECIAL.get(key) ?? []);
  }
}

/** What every object is asked; of a length it says itself whether it has one. */
const EVERY = ['__str__', '__repr__', '__len__', '__bool__'];
/** The special methods that a method of this name gives. */
const SPECIAL = new SafeMap();
SPECIAL.set(iteratorSymbol, ['__iter__']);
SPECIAL.set(asyncIteratorSymbol, ['__iter__']);
SPECIAL.set('next', ['__next__']);
SPECIAL.set('has', ['__contains__']);
SPECIAL.set('includes', ['__contains__']);
SPECIAL.set('equals', ['__eq__']);
const ORDER = ['__lt__', '__le__', '__gt__', '__ge__'];
SPECIAL.set('valueOf', ORDER);
SPECIAL.set('compareTo', ORDER);
SPECIAL.set(toPrimitiveSymbol, ORDER);
if (disposeSymbol !== undefined) SPECIAL.set(disposeSymbol, ['__enter__', '__exit__']);

function addAll(names, added) {
  for (let index = 0; index < added.length; index++) names.set(added[index], true);
}

function listed(names) {
  const list = [];
  names.forEach((_, name) => {
    list[list.length] = name;
  });
  return list;
}

module.exports = { NATIVE, Kind, ITERATOR, PROMISE, kindOf, classOf, isClass, isNative, parentOf, describe };
