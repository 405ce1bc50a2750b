'use strict';
// What a test may ask of a solution, which is everything.

const {
  ObjectPrototype,
  TypeError,
  apply,
  charAt,
  construct,
  getPrototypeOf,
  ownKeys,
} = require('./intrinsics.js');
const { pythonError } = require('./failures.js');
const { isClass } = require('./kinds.js');
const { resolve } = require('./names.js');
const { className, content, iteratorMethod, special } = require('./special.js');

class Operations {
  constructor(solution, bridge) {
    this.solution = solution;
    this.bridge = bridge;
  }

  /** Do what the test asks. */
  perform(method, on, name, args) {
    return this[`do_${method}`](on, name, args);
  }

  /** Whether a function or class that was got from a module has been replaced there. */
  rebound() {
    return this.solution.rebound();
  }

  /** Load a file of the solution. */
  do_import(_, name) {
    return this.solution.load(name);
  }

  /** Something by the name of its module and its own. */
  do_find(_, name, args) {
    return this.solution.find(name, args[0]);
  }

  /** Call a function; make an instance of a class. */
  do_call(on, _, args) {
    if (isClass(on)) return construct(on, args);
    return apply(on, this.solution.ownerOf(on), args);
  }

  /** Call a method; without arguments also what is no method: a getter or a field, whose value is the answer. */
  do_invoke(on, name, args) {
    const property = found(on, name);
    const value = property === undefined ? iteratorMethod(on, name) : on[property];
    if (value === undefined && property === undefined) throw missing(on, name);
    if (typeof value === 'function') return isClass(value) ? construct(value, args) : apply(value, on, args);
    if (args.length !== 0) throw new TypeError(`${property} is not a function`);
    return value;
  }

  /** A field, a getter's value, or a method bound to its object; something that a module exports. */
  do_get(on, name) {
    if (this.solution.isModule(on)) return this.solution.exported(on, name);
    if (name === '__dict__') return { ...on };
    if (name === '__doc__') return null;
    if (name === '__name__') return on.name;
    const property = found(on, name);
    if (property === undefined) throw missing(on, name);
    const value = on[property];
    return typeof value === 'function' && !isClass(value) ? this.bridge.bind(on, property, value) : value;
  }

  /** Set a field, or what a module exports. */
  do_set(on, name, args) {
    const target = this.solution.isModule(on) ? on.exports : on;
    target[found(target, name) ?? name] = args[0];
  }

  /** Delete a field. */
  do_delete(on, name) {
    const target = this.solution.isModule(on) ? on.exports : on;
    const property = found(target, name);
    if (property === undefined) throw missing(target, name);
    delete target[property];
  }

  /** Do what an operator or a builtin function of Python's does. */
  do_special(on, name, args) {
    return special(on, name, args);
  }

  /** What a mirror of the class needs. */
  do_describe(on) {
    return this.bridge.describe(on);
  }

  /** The names of fields and methods. */
  do_names(on) {
    if (this.solution.isModule(on)) return this.solution.names(on);
    const names = [];
    for (let object = on; object !== null && object !== ObjectPrototype; object = getPrototypeOf(object)) {
      const keys = ownKeys(object);
      for (let index = 0; index < keys.length; index++) {
        if (typeof keys[index] === 'string') names[names.length] = keys[index];
      }
    }
    return names;
  }

  /** The names that a module exports. */
  do_public(on) {
    return this.solution.names(on);
  }

  /** What an instance of a class over a builtin container holds. */
  do_content(on) {
    return content(on);
  }

  /** Parameters cannot be told from outside. */
  do_signature() {
    return null;
  }

  do_copy(on, name) {
    throw new TypeError(`an object in a solution in JavaScript cannot be copied by ${name}`);
  }

  /** The promise itself: what is answered is what it comes to. */
  do_await(on) {
    return on;
  }
}

/** The name under which an object, or a class, has what a test calls `name`; undefined when it has nothing. */
function found(on, name) {
  return charAt(name, 0) === '_' && charAt(name, 1) === '_' ? undefined : resolve(name, (one) => one in on);
}

function missing(on, name) {
  return pythonError('AttributeError', `${className(on)} has nothing named ${name}`);
}

module.exports = { Operations };
