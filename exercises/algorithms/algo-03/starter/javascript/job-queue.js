"use strict";

/** There is no job to take or to look at. */
class EmptyQueue extends Error {
  name = "EmptyQueue";
}

/** Jobs come out in the order in which they came in. */
class JobQueue {
  /** @param {Array} jobs the jobs that are waiting, the oldest first */
  constructor(jobs) {
    throw new Error("JobQueue is yours to write");
  }
}

module.exports = { EmptyQueue, JobQueue };
