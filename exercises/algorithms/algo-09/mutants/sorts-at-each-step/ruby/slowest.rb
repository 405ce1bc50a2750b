# Keeps the +count+ longest durations, sorted.
class Slowest
  def initialize(count)
    @count = count
    @kept = []
  end

  def add(millis)
    return false if @kept.size == @count && millis <= @kept.first

    @kept.push(millis)
    @kept.sort!
    @kept.shift if @kept.size > @count
    true
  end

  def add_all(batch)
    batch.count { |millis| add(millis) }
  end

  def top
    @kept.reverse
  end
end
