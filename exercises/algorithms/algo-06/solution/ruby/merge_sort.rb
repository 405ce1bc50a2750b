# frozen_string_literal: true

# Makes one sorted array of the items of two sorted ones.
#
# @yield [a, b] two items
# @yieldreturn [Integer] negative where a comes before b, positive where b does, else 0
# @return [Array]
def merge(left, right, &compare)
  merged = []
  of_left = of_right = 0
  while of_left < left.size && of_right < right.size
    if compare.call(left[of_left], right[of_right]) <= 0
      merged << left[of_left]
      of_left += 1
    else
      merged << right[of_right]
      of_right += 1
    end
  end
  merged + left.drop(of_left) + right.drop(of_right)
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
