# frozen_string_literal: true

# The slowest requests of a service: keeps the +count+ longest durations of all that were added.
class Slowest
  def initialize(count)
    raise NotImplementedError, "Slowest is yours to write"
  end
end
