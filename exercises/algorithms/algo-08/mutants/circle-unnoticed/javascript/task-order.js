"use strict";

/** Some tasks need one another in a circle, so none of them can be the first. */
class CircularNeeds extends Error {
  name = "CircularNeeds";
}

/**
 * Puts the tasks of a release in an order that works.
 *
 * Each task counts the needs it still waits for. A task that waits for none can be done, and those that it holds up
 * wait for one less (Kahn's algorithm). What never gets its turn is in a circle, or behind one.
 *
 * @param {Object<string, string[]>} needs for each task the tasks that must be done before it
 * @returns {string[]} all tasks, each after the ones it needs
 * @throws {CircularNeeds} there is no such order
 */
function orderTasks(needs) {
  const tasks = new Set([...Object.keys(needs), ...Object.values(needs).flat()]);
  const waitsFor = new Map();
  const holdsUp = new Map([...tasks].map((task) => [task, []]));
  for (const task of tasks) {
    const itsNeeds = new Set(needs[task]);
    waitsFor.set(task, itsNeeds.size);
    itsNeeds.forEach((need) => holdsUp.get(need).push(task));
  }
  const order = [...tasks].filter((task) => waitsFor.get(task) === 0);
  for (const done of order) { // it grows under way
    for (const task of holdsUp.get(done)) {
      waitsFor.set(task, waitsFor.get(task) - 1);
      if (waitsFor.get(task) === 0) {
        order.push(task);
      }
    }
  }
  return order;
}

module.exports = { CircularNeeds, orderTasks };
