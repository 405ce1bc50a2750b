# frozen_string_literal: true

# Finds the records of one second in a log that is too large to be read.
#
# @param count [Integer] how many records there are, sorted by time
# @param wanted [Integer] the time to look for
# @yieldparam position [Integer] a record's position
# @yieldreturn [Integer] the time of that record, which takes one read
# @return [Array(Integer, Integer), nil] the positions of the first and the last record with that time, or nil
def find_range(count, wanted, &time_at)
  low = 0
  high = count - 1
  while low <= high
    middle = (low + high) / 2
    time = time_at.call(middle)
    return [middle, middle] if time == wanted

    if time < wanted
      low = middle + 1
    else
      high = middle - 1
    end
  end
  nil
end
