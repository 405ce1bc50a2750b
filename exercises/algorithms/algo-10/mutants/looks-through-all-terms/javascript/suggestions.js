"use strict";

/** What a search box suggests: search terms, in a set. */
class Suggestions {
  constructor(terms) {
    this.terms = new Set(terms);
  }

  add(term) {
    const fresh = !this.terms.has(term);
    this.terms.add(term);
    return fresh;
  }

  remove(term) {
    return this.terms.delete(term);
  }

  contains(term) {
    return this.terms.has(term);
  }

  complete(start, most) {
    return this.matching(start).sort().slice(0, most);
  }

  counts(starts) {
    return starts.map((start) => this.matching(start).length);
  }

  matching(start) {
    return [...this.terms].filter((term) => term.startsWith(start));
  }
}

module.exports = { Suggestions };
