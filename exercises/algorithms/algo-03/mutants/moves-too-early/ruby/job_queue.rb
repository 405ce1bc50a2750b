# frozen_string_literal: true

# There is no job to take or to look at.
class EmptyQueue < StandardError
end

# Jobs come out in the order in which they came in.
#
# New jobs go on the inbox and leave from the top of the outbox. The inbox is poured over only when the outbox is
# empty, so each job moves once, and a call costs the same on average however many are waiting.
class JobQueue
  # @param jobs [Array] the jobs that are waiting, the oldest first
  def initialize(jobs)
    @inbox = jobs.dup
    @outbox = []
  end

  # How many jobs are waiting.
  def size
    @inbox.size + @outbox.size
  end

  # Puts a job at the end of the queue.
  def enqueue(job)
    @inbox.push(job)
    self
  end

  # Takes the oldest job out and returns it.
  def dequeue
    fill_outbox
    @outbox.pop
  end

  # Returns the oldest job and leaves it in the queue.
  def peek
    fill_outbox
    @outbox.last
  end

  # Takes the +count+ oldest jobs out, or as many as there are.
  def take(count)
    Array.new([count, size].min) { dequeue }
  end

  private

  # Sees to it that the oldest job is on top of the outbox.
  def fill_outbox
    @outbox.push(@inbox.pop) until @inbox.empty?
    raise EmptyQueue, "no job is waiting" if @outbox.empty?
  end
end
