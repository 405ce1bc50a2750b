# frozen_string_literal: true

# There is no job to take or to look at.
class EmptyQueue < StandardError
end

# Jobs come out in the order in which they came in.
class JobQueue
  # @param jobs [Array] the jobs that are waiting, the oldest first
  def initialize(jobs)
    @jobs = jobs.dup
  end

  # How many jobs are waiting.
  def size
    @jobs.size
  end

  # Puts a job at the end of the queue.
  def enqueue(job)
    @jobs.push(job)
    self
  end

  # Takes the oldest job out and returns it.
  def dequeue
    refuse_empty
    @jobs.pop
  end

  # Returns the oldest job and leaves it in the queue.
  def peek
    refuse_empty
    @jobs.last
  end

  # Takes the +count+ oldest jobs out, or as many as there are.
  def take(count)
    Array.new([count, size].min) { dequeue }
  end

  private

  def refuse_empty
    raise EmptyQueue, "no job is waiting" if @jobs.empty?
  end
end
