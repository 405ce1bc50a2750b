# frozen_string_literal: true

# A cache that forgets what has not been used for longest. It holds at most +capacity+ entries.
class LruCache
  def initialize(capacity)
    raise NotImplementedError, "LruCache is yours to write"
  end
end
