# frozen_string_literal: true

# Another file of the solution.

def tripled(number)
  3 * number
end
