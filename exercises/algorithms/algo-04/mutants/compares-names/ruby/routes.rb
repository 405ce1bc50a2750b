# frozen_string_literal: true

# One stop of a route, which knows only the next.
class Stop
  attr_reader :name
  attr_accessor :next

  def initialize(name)
    @name = name
    @next = nil
  end
end

# Makes a route of stops with these names.
#
# @param names [Array<String>]
# @param back_to [Integer, nil] the position of the stop to which the last one goes on, if it does
# @return [Stop, nil] the first stop, or nil without any names
def route(names, back_to = nil)
  stops = names.map { |name| Stop.new(name) }
  stops.each_cons(2) { |stop, following| stop.next = following }
  stops.last.next = stops[back_to] if back_to
  stops.first
end

# @return [Array<String>] the names of all stops, from the first to the end of its route
def names(first)
  found = []
  while first
    found << first.name
    first = first.next
  end
  found
end

# Turns a route round: each stop is taken off the front of the old route and put before what has been turned already.
#
# @return [Stop, nil] the new first stop
def reverse_route(first)
  turned = nil
  while first
    rest = first.next
    first.next = turned
    turned = first
    first = rest
  end
  turned
end

# @return [Stop, nil] the stop at which the van comes by a second time, or nil where the route ends
def find_loop(first)
  seen = {}
  while first && !seen.key?(first.name)
    seen[first.name] = true
    first = first.next
  end
  first
end
