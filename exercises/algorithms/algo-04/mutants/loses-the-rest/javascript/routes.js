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
 * Turns a route round: each stop is taken off the front of the old route and put before what has been turned already.
 *
 * @param {Stop | null} first
 * @returns {Stop | null} the new first stop
 */
function reverseRoute(first) {
  let turned = null;
  while (first !== null) {
    first.next = turned;
    turned = first;
    first = first.next;
  }
  return turned;
}

/**
 * Two vans start together, one twice as fast. Where they meet, it is as far to the loop's beginning as it is from the
 * first stop (Floyd's algorithm), so no list of the stops passed is needed.
 *
 * @param {Stop | null} first
 * @returns {Stop | null} the stop at which the van comes by a second time, or null where the route ends
 */
function findLoop(first) {
  let slow = first;
  let fast = first;
  while (fast !== null && fast.next !== null) {
    slow = slow.next;
    fast = fast.next.next;
    if (slow === fast) {
      return beginning(first, slow);
    }
  }
  return null;
}

/** The stop that two vans of equal speed reach together, one from the first stop and one from where the others met. */
function beginning(first, met) {
  while (first !== met) {
    first = first.next;
    met = met.next;
  }
  return first;
}

module.exports = { Stop, route, names, reverseRoute, findLoop };
