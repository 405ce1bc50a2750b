"use strict";

const STEPS = { N: [-1, 0], E: [0, 1], S: [1, 0], W: [0, -1] };
const START = "start";

/**
 * Finds the shortest way of a robot through a warehouse.
 *
 * A breadth-first search: places are taken in the order in which they were reached, so the nearest come first, and
 * the first way to a place is a shortest one.
 *
 * @param {string[]} plan the rows of the plan
 * @returns {string | null} the steps N, E, S and W from R to P, or null where there is no way
 */
function findWay(plan) {
  const start = placeOf(plan, "R");
  const arrivedBy = plan.map((line) => new Array(line.length).fill(null));
  arrivedBy[start[0]][start[1]] = START;
  const waiting = [start];
  for (const [row, column] of waiting) { // it grows under way
    if (plan[row][column] === "P") {
      return wayTo(row, column, arrivedBy);
    }
    for (const [step, [down, right]] of Object.entries(STEPS)) {
      const place = [row + down, column + right];
      if (isFree(plan, ...place) && arrivedBy[place[0]][place[1]] === null) {
        arrivedBy[place[0]][place[1]] = step;
        waiting.push(place);
      }
    }
  }
  return null;
}

/** The row and the column of a letter. */
function placeOf(plan, letter) {
  const row = plan.findIndex((line) => line.includes(letter));
  return [row, plan[row].indexOf(letter)];
}

/** Whether there is a place at this row and column, with no shelf on it. */
function isFree(plan, row, column) {
  const place = plan[row]?.[column];
  return place !== undefined && place !== "#";
}

/** The steps to a place: back, by the step each place was reached by, and then turned round. */
function wayTo(row, column, arrivedBy) {
  const steps = [];
  while (arrivedBy[row][column] !== START) {
    const step = arrivedBy[row][column];
    steps.push(step);
    row -= STEPS[step][0];
    column -= STEPS[step][1];
  }
  return steps.join("");
}

module.exports = { findWay };
