# frozen_string_literal: true

# A solution whose function has another name than the test's.

def to_sum(one, other)
  one + other
end
