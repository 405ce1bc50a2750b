"use strict";

/**
 * Finds the bracket that is wrong in a configuration file.
 *
 * @param {string} text the whole file
 * @returns {number | null} the position of the first bracket that is wrong, or null where all are in order
 */
function findBracketError(text) {
  throw new Error("findBracketError is yours to write");
}

module.exports = { findBracketError };
