// Events, and those who listen to them.

class Emitter {
  /** Call `listener` at every event named `name`. */
  on(name, listener) {
    throw new Error("on is yours to write");
  }

  /** Call `listener` at the next event named `name`, and not again. */
  once(name, listener) {
    throw new Error("once is yours to write");
  }

  /** Take `listener` out again. */
  off(name, listener) {
    throw new Error("off is yours to write");
  }

  /** Call the listeners of `name` with these arguments; whether there were any. */
  emit(name, ...args) {
    throw new Error("emit is yours to write");
  }

  /** How many listeners there are for `name`. */
  listenerCount(name) {
    throw new Error("listenerCount is yours to write");
  }
}

module.exports = { Emitter };
