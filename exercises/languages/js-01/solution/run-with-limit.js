// Many tasks, a few at a time.

/**
 * Run `tasks`, at most `limit` of them at once; gives a promise of their results, in the order of the tasks.
 *
 * The tasks are shared out among `limit` workers, each of which takes the next one as soon as it is done with its last.
 */
async function runWithLimit(tasks, limit) {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`a limit is a whole number of at least 1, not ${limit}`);
  }
  const results = new Array(tasks.length);
  let next = 0;

  async function work() {
    while (next < tasks.length) {
      const place = next++;
      try {
        results[place] = await tasks[place]();
      } catch (error) {
        next = tasks.length; // nothing is left for the others to take
        throw error;
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, work));
  return results;
}

module.exports = { runWithLimit };
