// Many tasks, a few at a time.

/** Run `tasks`, at most `limit` of them at once; gives a promise of their results, in the order of the tasks. */
async function runWithLimit(tasks, limit) {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a limit is a whole number of at least 1, not ${limit}`);
  }
  const results = [];
  for (const task of tasks) {
    results.push(await task());
  }
  return results;
}

module.exports = { runWithLimit };
