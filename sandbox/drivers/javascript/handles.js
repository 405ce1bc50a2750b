'use strict';
// Numbers for objects: those of the solution that the test holds, and those of the test that are held here.
//
// The same object of the test is always the same stand-in, as long as the stand-in lives; when it is collected, its
// number is let go with the next message.

const { FinalizationRegistry, SafeMap, SafeWeakMap, SafeWeakRef, TypeError } = require('./intrinsics.js');

const MAX_EXPORTS = 100_000;

class Handles {
  constructor() {
    this.objects = new SafeMap();
    this.numbers = new SafeMap();
    this.next = 0;
    this.standIns = new SafeMap();
    this.given = new SafeWeakMap();
    this.gone = [];
    this.registry = new FinalizationRegistry((held) => {
      if (this.standIns.get(held.number) === held.reference) {
        this.standIns.delete(held.number);
        this.gone[this.gone.length] = held.number;
      }
    });
  }

  // --- what the test may name ---------------------------------------------------------------------------

  /** The number of an object of the solution. */
  export(value) {
    let number = this.numbers.get(value);
    if (number === undefined) {
      if (this.objects.size >= MAX_EXPORTS) throw new TypeError(`more than ${MAX_EXPORTS} objects are held at once`);
      number = ++this.next;
      this.numbers.set(value, number);
      this.objects.set(number, value);
    }
    return number;
  }

  /** The object of the solution that has this number. */
  exported(number) {
    return this.objects.get(number);
  }

  /** The test let go of these. */
  release(numbers) {
    for (let index = 0; index < numbers.length; index++) {
      this.numbers.delete(this.objects.get(numbers[index]));
      this.objects.delete(numbers[index]);
    }
  }

  // --- stand-ins ----------------------------------------------------------------------------------------

  /** What stands here for an object of the test; made by `make` when nothing does. */
  standIn(number, make) {
    const known = this.standIns.get(number);
    let value = known === undefined ? undefined : known.deref();
    if (value === undefined) {
      value = make();
      const reference = new SafeWeakRef(value);
      this.standIns.set(number, reference);
      this.registry.register(value, { number, reference });
      this.given.set(value, number);
    }
    return value;
  }

  /** The test's number for a stand-in; undefined for anything else. */
  numberOf(value) {
    return this.given.get(value);
  }

  /** The objects of the test that nothing here holds any longer, once. */
  released() {
    const { gone } = this;
    if (gone.length !== 0) this.gone = [];
    return gone;
  }
}

module.exports = { Handles };
