# A cache whose keys stand in an array, the one used last at its end.
class LruCache
  def initialize(capacity)
    @capacity = capacity
    @values = {}
    @keys = []
  end

  def get(key)
    return nil unless @values.key?(key)

    @keys.delete(key)
    @keys.push(key)
    @values[key]
  end

  def put(key, value)
    if @values.key?(key)
      @keys.delete(key)
    elsif @keys.size == @capacity
      @values.delete(@keys.shift)
    end
    @keys.push(key)
    @values[key] = value
  end

  def size
    @keys.size
  end

  def get_all(keys)
    keys.map { |key| get(key) }
  end

  def put_all(entries)
    entries.each { |key, value| put(key, value) }
  end
end
