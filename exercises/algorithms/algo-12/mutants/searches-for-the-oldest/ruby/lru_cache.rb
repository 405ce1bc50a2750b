# A cache whose entries have the time of their last use.
class LruCache
  def initialize(capacity)
    @capacity = capacity
    @values = {}
    @used = {}
    @now = 0
  end

  def get(key)
    return nil unless @values.key?(key)

    touch(key)
    @values[key]
  end

  def put(key, value)
    if !@values.key?(key) && @values.size == @capacity
      oldest, = @used.min_by { |_, time| time }
      @values.delete(oldest)
      @used.delete(oldest)
    end
    touch(key)
    @values[key] = value
  end

  def size
    @values.size
  end

  def get_all(keys)
    keys.map { |key| get(key) }
  end

  def put_all(entries)
    entries.each { |key, value| put(key, value) }
  end

  private

  def touch(key)
    @now += 1
    @used[key] = @now
  end
end
