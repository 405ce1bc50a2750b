# frozen_string_literal: true

# Finds the records of one second in a log that is too large to be read.
#
# @param count [Integer] how many records there are, sorted by time
# @param wanted [Integer] the time to look for
# @yieldparam position [Integer] a record's position
# @yieldreturn [Integer] the time of that record, which takes one read
# @return [Array(Integer, Integer), nil] the positions of the first and the last record with that time, or nil
def find_range(count, wanted, &time_at)
  first = first_place(0, count - 1) { |position| time_at.call(position) >= wanted }
  return if count.zero? || time_at.call(first) != wanted

  behind = first_place(first, count - 1) { |position| time_at.call(position) > wanted }
  [first, behind - 1]
end

# The first position from +low+ on for which the block holds, or +high+ where it holds for none.
#
# It holds nowhere before +low+ and everywhere from +high+ on; each step halves what is between. (Ruby's own
# Range#bsearch does the same.)
def first_place(low, high)
  while low < high
    middle = (low + high) / 2
    if yield(middle)
      high = middle
    else
      low = middle + 1
    end
  end
  low
end
