# frozen_string_literal: true

# Makes one sorted array of the items of two sorted ones.
#
# @yield [a, b] two items
# @yieldreturn [Integer] negative where a comes before b, positive where b does, else 0
# @return [Array]
def merge(left, right, &compare)
  (left + right).sort(&compare)
end

# Makes a sorted array of the items, equal ones in the order in which they came.
#
# @yield [a, b] two items
# @yieldreturn [Integer] negative where a comes before b, positive where b does, else 0
# @return [Array]
def merge_sort(items, &compare)
  return items.dup if items.size < 2

  middle = items.size / 2
  left = merge_sort(items.take(middle), &compare)
  right = merge_sort(items.drop(middle), &compare)
  merge(left, right, &compare)
end
