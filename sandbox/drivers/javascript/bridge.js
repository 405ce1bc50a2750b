'use strict';
// How what has no value of its own crosses: the counterpart of sandbox/bridge.py, with the same tags.

const {
  Error,
  RangeError,
  SafeMap,
  SafeWeakMap,
  SyntaxError,
  TypeError,
  apply,
  quote,
} = require('./intrinsics.js');
const { isError } = require('./failures.js');
const { Kind, NATIVE, describe, isClass, isNative, kindOf, parentOf } = require('./kinds.js');
const { resolve } = require('./names.js');
const { Node } = require('./writing.js');

const EXCEPTION = '{"global":["builtins","Exception"]}';
/** What the builtin errors of JavaScript are below, among the exceptions of Python. */
const BASES = new SafeMap();
BASES.set(Error, EXCEPTION);
BASES.set(RangeError, '{"global":["builtins","ValueError"]}');
BASES.set(SyntaxError, '{"global":["builtins","ValueError"]}');
BASES.set(TypeError, '{"global":["builtins","TypeError"]}');

class Bridge {
  /**
   * @param handles the numbers of objects
   * @param failures writes exceptions
   * @param solution knows under which names the solution exports what
   * @param given makes what stands here for the test's objects
   */
  constructor(handles, failures, solution, given) {
    this.handles = handles;
    this.failures = failures;
    this.solution = solution;
    this.given = given;
    this.bound = new SafeWeakMap();
  }

  // --- writing ------------------------------------------------------------------------------------------

  /** Whether a value stands here for one of the test's. */
  isGiven(value) {
    return this.handles.numberOf(value) !== undefined;
  }

  /** The node for a value that is no plain one. */
  write(encoder, value, depth) {
    const number = this.handles.numberOf(value);
    if (number !== undefined) return `{"yours":${number}}`;
    if (typeof value === 'function') return isClass(value) ? this.writeClass(value) : this.writeFunction(value);
    if (isError(value)) return this.failures.write(this, encoder, value, depth);
    if (this.solution.isModule(value)) return `{"module":[${this.handles.export(value)},${quote(value.name)}]}`;
    const kind = kindOf(value);
    return `{"object":[${this.handles.export(value)},${this.handles.export(kind)},${this.named(kind)}]}`;
  }

  /** The node for what was thrown. */
  writeThrown(encoder, thrown, depth = 0, links = 0) {
    const number = isError(thrown) ? this.handles.numberOf(thrown) : undefined;
    return number !== undefined ? `{"yours":${number}}` : this.failures.write(this, encoder, thrown, depth, links);
  }

  writeClass(constructor) {
    return `{"class":[${this.handles.export(constructor)},${this.named(constructor)}]}`;
  }

  writeFunction(value) {
    return `{"function":[${this.handles.export(value)},${this.named(value)}]}`;
  }

  /** Module and qualified name of a class or function, by which a later sandbox finds it again. */
  named(value) {
    if (value instanceof Kind) return `${quote(NATIVE)},${quote(`<${value.name}>`)}`;
    const name = typeof value.name === 'string' && value.name !== '' ? value.name : 'anonymous';
    if (isNative(value) && globalThis[name] === value) return `${quote(NATIVE)},${quote(name)}`;
    const exported = this.solution.exportedName(value);
    return `${quote(this.solution.name)},${quote(exported ?? `<locals>.${name}`)}`;
  }

  /** What the test needs to know of a class, as an object to be written. */
  describe(kind) {
    const own = describe(kind);
    const name = typeof kind.name === 'string' && kind.name !== '' ? kind.name : 'anonymous';
    return {
      ...{ name, qualname: name, module: kind instanceof Kind || isNative(kind) ? NATIVE : this.solution.name },
      ...{ special: own.special, hashable: true, like: own.like, value: null, doc: null, methods: own.methods },
      bases: kind instanceof Kind ? [] : this.basesOf(kind),
    };
  }

  basesOf(constructor) {
    const builtin = BASES.get(constructor);
    if (builtin !== undefined) return [new Node(builtin)];
    const parent = parentOf(constructor);
    if (parent === undefined) return [];
    return [new Node(parent === TypeError ? BASES.get(TypeError) : this.writeClass(parent))];
  }

  /** A method of an object as a function of its own, the same one each time. */
  bind(owner, name, method) {
    let methods = this.bound.get(owner);
    if (methods === undefined) {
      methods = new SafeMap();
      this.bound.set(owner, methods);
    }
    let known = methods.get(name);
    if (known === undefined || known.method !== method) {
      const bound = { [name]: (...args) => apply(method, owner, args) }[name];
      known = { method, bound };
      methods.set(name, known);
    }
    return known.bound;
  }

  /** A method of an object of the solution's, which a test gave without calling it. */
  method(owner, name) {
    const property = resolve(name, (one) => one in owner) ?? name;
    return this.bind(owner, property, owner[property]);
  }

  // --- reading ------------------------------------------------------------------------------------------

  /** The value for a node that is no plain one. */
  read(decoder, tag, content) {
    const read = READERS[tag];
    if (read === undefined) throw new TypeError(`a ${tag} cannot be given to a solution in JavaScript`);
    return read(this, decoder, content);
  }
}

const READERS = {
  __proto__: null,
  yours: (bridge, _, number) => bridge.handles.exported(number),
  bound: (bridge, _, content) => bridge.method(bridge.handles.exported(content[0]), content[1]),
  object: (bridge, _, content) => bridge.given.object(content),
  function: (bridge, _, content) => bridge.given.callable(content),
  class: (bridge, _, content) => bridge.given.callable(content),
  exception: (bridge, decoder, content) => bridge.given.exception(decoder, content),
  value: (_, decoder, content) => decoder.visit(content[4]),
  global: (_, __, content) => {
    const what = content[0] === 'builtins' ? content[1] : `${content[0]}.${content[1]}`;
    throw new TypeError(`${what} is Python's own and cannot be given to JavaScript; wrap it in a function`);
  },
};

module.exports = { Bridge };
