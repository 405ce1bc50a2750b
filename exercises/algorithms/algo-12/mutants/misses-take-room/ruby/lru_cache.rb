# frozen_string_literal: true

# A cache that forgets what has not been used for longest. It holds at most +capacity+ entries.
#
# A Hash remembers the order in which its keys were put in. Whoever is used is taken out and put in again, so
# the first entry is always the one that has waited longest, and +shift+ takes it out at once.
class LruCache
  def initialize(capacity)
    @capacity = capacity
    @entries = {}
  end

  # The value of a key, which counts as a use, or nil where the key is not there.
  def get(key)
    value = @entries[key]
    put(key, value)
    value
  end

  # Set the value of a key, which counts as a use.
  def put(key, value)
    @entries.delete(key)
    @entries[key] = value
    @entries.shift if @entries.size > @capacity
  end

  # How many entries there are.
  def size
    @entries.size
  end

  # Do +get+ for each of the keys in turn; the values as an array.
  def get_all(keys)
    keys.map { |key| get(key) }
  end

  # Do +put+ for each key and value of a hash in turn.
  def put_all(entries)
    entries.each { |key, value| put(key, value) }
  end
end
