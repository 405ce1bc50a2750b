# frozen_string_literal: true

# Finds the two invoices that one transfer has paid.
#
# One pass: each amount asks whether its partner has come by already.
#
# @param amounts [Array<Integer>] the open amounts, in cents
# @param total [Integer] the sum that came in
# @return [Array(Integer, Integer), nil] the positions of the two amounts that add up to the total, or nil
def two_sum(amounts, total)
  amounts.sort!
  low = 0
  high = amounts.length - 1
  while low < high
    found = amounts[low] + amounts[high]
    return [low, high] if found == total

    if found < total
      low += 1
    else
      high -= 1
    end
  end
  nil
end
