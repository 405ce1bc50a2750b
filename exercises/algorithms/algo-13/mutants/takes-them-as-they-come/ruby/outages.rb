# frozen_string_literal: true

# The outages as few intervals that do not touch, the earliest first.
#
# In the order of their starts, an outage can only touch the last of those merged so far: all others ended before
# that one began.
def merge(outages)
  outages.each_with_object([]) do |(start, finish), merged|
    last = merged.last
    if last && start <= last[1]
      last[1] = [last[1], finish].max
    else
      merged << [start, finish]
    end
  end
end
