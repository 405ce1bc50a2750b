"use strict";

/** One stop of a route, which knows only the next. */
class Stop {
  constructor(name) {
    this.name = name;
    this.next = null;
  }
}

/**
 * Makes a route of stops with these names.
 *
 * @param {string[]} names
 * @param {number | null} backTo the position of the stop to which the last one goes on, if it does
 * @returns {Stop | null} the first stop, or null without any names
 */
function route(names, backTo = null) {
  const stops = names.map((name) => new Stop(name));
  stops.forEach((stop, position) => {
    stop.next = stops[position + 1] ?? null;
  });
  if (backTo !== null) {
    stops.at(-1).next = stops[backTo];
  }
  return stops[0] ?? null;
}

/**
 * @param {Stop | null} first
 * @returns {string[]} the names of all stops, from the first to the end of its route
 */
function names(first) {
  const found = [];
  for (let stop = first; stop !== null; stop = stop.next) {
    found.push(stop.name);
  }
  return found;
}

/**
 * Turns a route round.
 *
 * @param {Stop | null} first
 * @returns {Stop | null} the new first stop
 */
function reverseRoute(first) {
  throw new Error("reverseRoute is yours to write");
}

/**
 * @param {Stop | null} first
 * @returns {Stop | null} the stop at which the van comes by a second time, or null where the route ends
 */
function findLoop(first) {
  throw new Error("findLoop is yours to write");
}

module.exports = { Stop, route, names, reverseRoute, findLoop };
