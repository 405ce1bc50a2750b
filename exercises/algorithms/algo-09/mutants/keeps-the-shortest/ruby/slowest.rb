# frozen_string_literal: true

# The slowest requests of a service: keeps the +count+ longest durations of all that were added.
#
# They are a binary heap in an array: the children of the place i are at 2i + 1 and 2i + 2, and no child is less
# than its parent. So the shortest duration kept, the one that a new one has to beat, is always at place 0.
class Slowest
  def initialize(count)
    @count = count
    @heap = []
  end

  # Take note of one duration; whether it is now among the slowest.
  def add(millis)
    if @heap.size < @count
      sift_up(millis)
    elsif millis < @heap.first
      sift_down(millis)
    else
      return false
    end
    true
  end

  # Add the durations in turn; how many were among the slowest when they came.
  def add_all(batch)
    batch.count { |millis| add(millis) }
  end

  # The durations kept, the longest first.
  def top
    @heap.sort.reverse
  end

  private

  # Put a duration in at the end and let it rise until its parent is not greater.
  def sift_up(millis)
    place = @heap.size
    while place.positive?
      parent = (place - 1) / 2
      break if @heap[parent] >= millis

      @heap[place] = @heap[parent]
      place = parent
    end
    @heap[place] = millis
  end

  # Put a duration in the place of the shortest and let it sink until no child is less.
  def sift_down(millis)
    place = 0
    size = @heap.size
    while (child = 2 * place + 1) < size
      child += 1 if child + 1 < size && @heap[child + 1] > @heap[child]
      break if @heap[child] <= millis

      @heap[place] = @heap[child]
      place = child
    end
    @heap[place] = millis
  end
end
