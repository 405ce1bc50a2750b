# frozen_string_literal: true

# A solution that cannot be loaded.

def limit
  raise ArgumentError, "no limit is set"
end

LIMIT = limit
