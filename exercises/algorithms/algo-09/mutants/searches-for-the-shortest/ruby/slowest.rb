# Keeps the +count+ longest durations.
class Slowest
  def initialize(count)
    @count = count
    @kept = []
  end

  def add(millis)
    if @kept.size == @count
      shortest = @kept.min
      return false if millis <= shortest

      @kept.delete_at(@kept.index(shortest))
    end
    @kept.push(millis)
    true
  end

  def add_all(batch)
    batch.count { |millis| add(millis) }
  end

  def top
    @kept.sort.reverse
  end
end
