# frozen_string_literal: true

# Makes one sorted array of the items of two sorted ones.
#
# @yield [a, b] two items
# @yieldreturn [Integer] negative where a comes before b, positive where b does, else 0
# @return [Array]
def merge(left, right, &compare)
  raise NotImplementedError, "merge is yours to write"
end

# Makes a sorted array of the items, equal ones in the order in which they came.
#
# @yield [a, b] two items
# @yieldreturn [Integer] negative where a comes before b, positive where b does, else 0
# @return [Array]
def merge_sort(items, &compare)
  raise NotImplementedError, "merge_sort is yours to write"
end
