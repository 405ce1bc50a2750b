"use strict";

/** What a search box suggests: search terms, found by the letters that they begin with. */
class Suggestions {
  constructor(terms) {
    throw new Error("Suggestions is yours to write");
  }
}

module.exports = { Suggestions };
