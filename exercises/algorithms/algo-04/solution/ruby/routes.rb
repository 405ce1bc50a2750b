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

# Two vans start together, one twice as fast. Where they meet, it is as far to the loop's beginning as it is from the
# first stop (Floyd's algorithm), so no list of the stops passed is needed.
#
# @return [Stop, nil] the stop at which the van comes by a second time, or nil where the route ends
def find_loop(first)
  slow = fast = first
  while fast&.next
    slow = slow.next
    fast = fast.next.next
    return beginning(first, slow) if slow.equal?(fast)
  end
  nil
end

# The stop that two vans of equal speed reach together, one from the first stop and one from where the others met.
def beginning(first, met)
  until first.equal?(met)
    first = first.next
    met = met.next
  end
  first
end
