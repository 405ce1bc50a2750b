# frozen_string_literal: true

# There is no job to take or to look at.
class EmptyQueue < StandardError
end

# Jobs come out in the order in which they came in.
class JobQueue
  # @param jobs [Array] the jobs that are waiting, the oldest first
  def initialize(jobs)
    raise NotImplementedError, "JobQueue is yours to write"
  end
end
