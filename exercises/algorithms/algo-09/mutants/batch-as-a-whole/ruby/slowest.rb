# Keeps the +count+ longest durations, sorted.
class Slowest
  def initialize(count)
    @count = count
    @kept = []
  end

  def add(millis)
    add_all([millis]) == 1
  end

  def add_all(batch)
    all = @kept.map { |millis| [millis, false] } + batch.map { |millis| [millis, true] }
    best = all.sort_by { |millis, fresh| [-millis, fresh ? 1 : 0] }.first(@count)
    @kept = best.map(&:first)
    best.count { |_, fresh| fresh }
  end

  def top
    @kept.dup
  end
end
