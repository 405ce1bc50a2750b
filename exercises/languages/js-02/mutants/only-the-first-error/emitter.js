// Events, and those who listen to them.

class Emitter {
  #entries = new Map(); // name -> [{ listener, once }]

  /** Call `listener` at every event named `name`. */
  on(name, listener) {
    return this.#add(name, listener, false);
  }

  /** Call `listener` at the next event named `name`, and not again. */
  once(name, listener) {
    return this.#add(name, listener, true);
  }

  /** Take `listener` out again: the one added last, if it was added more than once. */
  off(name, listener) {
    const last = this.#of(name).findLast((entry) => entry.listener === listener);
    if (last) {
      this.#remove(name, last);
    }
    return this;
  }

  /** Call the listeners of `name` with these arguments; whether there were any. Throws what they throw. */
  emit(name, ...args) {
    const entries = [...this.#of(name)];
    const errors = [];
    for (const entry of entries) {
      if (entry.once) {
        this.#remove(name, entry);
      }
      try {
        entry.listener(...args);
      } catch (error) {
        errors.push(error);
      }
    }
    if (name === "error" && entries.length === 0) {
      throw args[0];
    }
    if (errors.length > 0) {
      throw errors[0];
    }
    return entries.length > 0;
  }

  /** How many listeners there are for `name`. */
  listenerCount(name) {
    return this.#of(name).length;
  }

  #of(name) {
    return this.#entries.get(name) ?? [];
  }

  #add(name, listener, once) {
    if (typeof listener !== "function") {
      throw new TypeError("a listener is a function");
    }
    this.#entries.set(name, [...this.#of(name), { listener, once }]);
    return this;
  }

  #remove(name, entry) {
    this.#entries.set(
      name,
      this.#of(name).filter((other) => other !== entry),
    );
  }
}

module.exports = { Emitter };
