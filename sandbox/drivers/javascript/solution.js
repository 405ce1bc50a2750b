'use strict';
// The learner's files: loaded as Node.js would load them, and what they export by the names that a test uses.
//
// A .js file may be an ES module or a CommonJS one, whichever it is written as. Newer versions of Node.js find that
// out by themselves; for the others it is found out here in the same way, and said in a package.json.

const {
  SafeMap,
  SafeWeakMap,
  endsWith,
  hasOwn,
  isEnumerable,
  keys,
  promiseThen,
  regExpExec,
} = require('./intrinsics.js');
const { NATIVE } = require('./kinds.js');
const { pythonError } = require('./failures.js');
const { resolve, stem } = require('./names.js');
const { mistakeIn } = require('./syntax.js');
const fs = require('fs');
const path = require('path');

const MANIFEST = 'package.json';
const MODULE_WORDS = /\b(?:import|export|await)\b/;
const WRAPPER = ['exports', 'require', 'module', '__filename', '__dirname'];
/** What V8 says of a file that only an ES module can be, when it is read as a CommonJS one. */
const ONLY_IN_MODULES =
  /^(?:Cannot use import statement|Unexpected token 'export'|Cannot use 'import\.meta'|await is only valid)/;

/** A file of the solution that has been loaded. */
class Module {
  constructor(name, exports, isNamespace) {
    this.name = name;
    this.exports = exports;
    this.isNamespace = isNamespace;
  }

  /** Whether something is exported by just this name. */
  has(name) {
    const { exports } = this;
    if (typeof exports === 'function') return isEnumerable(exports, name);
    return typeof exports === 'object' && exports !== null && hasOwn(exports, name);
  }

  /** What is exported without a name of its own: a function or class, or an object that holds them. */
  get unnamed() {
    const { exports } = this;
    if (typeof exports === 'function') return exports;
    return this.has('default') ? exports.default : undefined;
  }

  /** The exported thing and the name it goes by; undefined when there is none. */
  find(name) {
    const own = resolve(name, (one) => this.has(one));
    if (own !== undefined) return { name: own, value: this.exports[own] };
    const { unnamed } = this;
    const inside = resolve(name, (one) => belongsTo(unnamed, one));
    if (inside === undefined) return undefined;
    return { name: inside, value: typeof unnamed === 'function' ? unnamed : unnamed[inside] };
  }

  /** The names of all that is exported. */
  get names() {
    const { exports, unnamed } = this;
    const names = typeof exports === 'object' && exports !== null ? keys(exports) : [];
    const found = [];
    for (let index = 0; index < names.length; index++) {
      if (names[index] !== 'default') found[found.length] = names[index];
    }
    if (typeof unnamed === 'function') found[found.length] = unnamed.name;
    const inside = typeof unnamed === 'object' && unnamed !== null ? keys(unnamed) : [];
    for (let index = 0; index < inside.length; index++) found[found.length] = inside[index];
    return found;
  }
}

function belongsTo(unnamed, name) {
  if (typeof unnamed === 'function') return unnamed.name === name;
  return typeof unnamed === 'object' && unnamed !== null && hasOwn(unnamed, name);
}

class Solution {
  /**
   * @param root the folder that the files are in
   * @param files their names, the main one first
   */
  constructor(root, files) {
    this.root = root;
    this.files = files;
    this.name = stem(files[0] ?? 'solution');
    this.modules = new SafeMap();
    this.exportedNames = new SafeWeakMap();
    this.owners = new SafeWeakMap();
    this.given = [];
    this.kinds = undefined;
  }

  isModule(value) {
    return value instanceof Module;
  }

  /** The module of a file, by the file's name without its ending; a promise of it where loading takes a while. */
  load(name) {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const file = this.fileOf(name);
    this.kinds ??= kindsOf(this.root, this.files);
    const place = path.join(this.root, file);
    const keep = (exports, isNamespace) => this.keep(new Module(name, exports, isNamespace));
    const fail = (error) => {
      throw mistakeIn(error, this.root, this.files) ?? error;
    };
    if (this.kinds.get(file) === 'module') {
      const { pathToFileURL } = require('url');
      return promiseThen(import(pathToFileURL(place).href), (exports) => keep(exports, true), fail);
    }
    try {
      return keep(require(place), false);
    } catch (error) {
      return fail(error);
    }
  }

  fileOf(name) {
    for (let index = 0; index < this.files.length; index++) {
      if (stem(this.files[index]) === name) return this.files[index];
    }
    throw pythonError('ModuleNotFoundError', `no file named ${name} was handed in`);
  }

  keep(module) {
    this.modules.set(module.name, module);
    const { names } = module;
    for (let index = 0; index < names.length; index++) {
      const { value } = module.find(names[index]) ?? {};
      if (typeof value !== 'function' || this.exportedNames.has(value)) continue;
      this.exportedNames.set(value, names[index]);
      if (!module.isNamespace && module.has(names[index])) this.owners.set(value, module.exports);
    }
    return module;
  }

  /** The name by which a function or class is exported; undefined for another. */
  exportedName(value) {
    return this.exportedNames.get(value);
  }

  /** What `this` is in an exported function: the object of a CommonJS module that holds it. */
  ownerOf(value) {
    return this.owners.get(value);
  }

  /** What a module exports by the name that a test uses. */
  exported(module, name) {
    const found = module.find(name);
    if (found === undefined) throw pythonError('AttributeError', `${module.name} exports nothing named ${name}`);
    if (typeof found.value === 'function') this.given[this.given.length] = { module, ...found };
    return found.value;
  }

  /** Something by the name of its module and its own, as a later sandbox looks for it. */
  find(name, qualname) {
    if (name === NATIVE && hasOwn(globalThis, qualname)) return globalThis[qualname];
    const module = this.load(name);
    if (module instanceof Module) return this.exported(module, qualname);
    return promiseThen(module, (loaded) => this.exported(loaded, qualname));
  }

  /** The names of all that a module exports. */
  names(module) {
    return module.names;
  }

  /** Whether a function or class that was got from a module has been replaced there. */
  rebound() {
    for (let index = 0; index < this.given.length; index++) {
      const { module, name, value } = this.given[index];
      if (module.find(name)?.value !== value) {
        this.given.length = 0;
        return true;
      }
    }
    return false;
  }
}

/** How each file is to be loaded: 'module' or 'commonjs'. */
function kindsOf(root, files) {
  const kinds = new SafeMap();
  const declared = declaredType(root);
  const undecided = [];
  let modules = 0;
  for (let index = 0; index < files.length; index++) {
    const file = files[index];
    let kind = endsWith(file, '.mjs') ? 'module' : 'commonjs';
    if (endsWith(file, '.js')) {
      kind = declared ?? (isWrittenAsModule(path.join(root, file)) ? 'module' : 'commonjs');
      undecided[undecided.length] = file;
      modules += kind === 'module';
    }
    kinds.set(file, kind);
  }
  // With files of both kinds each is left to Node.js, as it would do it: the newer versions look at each by itself.
  const mixed = modules !== 0 && modules !== undecided.length;
  if (declared === undefined && modules !== 0 && !(mixed && process.features.require_module)) {
    fs.writeFileSync(path.join(root, MANIFEST), '{"type":"module"}\n');
  }
  return kinds;
}

/** What a package.json that was handed in says of .js files; undefined when there is none that says anything. */
function declaredType(root) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, MANIFEST), 'utf8')).type;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isWrittenAsModule(place) {
  let text;
  try {
    text = fs.readFileSync(place, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
  if (regExpExec(MODULE_WORDS, text) === null) return false;
  try {
    require('vm').compileFunction(text, WRAPPER, { filename: place });
  } catch (error) {
    return regExpExec(ONLY_IN_MODULES, error.message) !== null;
  }
  return false;
}

module.exports = { Solution };
