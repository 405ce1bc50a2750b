# frozen_string_literal: true

# Finds the two invoices that one transfer has paid.
#
# One pass: each amount asks whether its partner has come by already.
#
# @param amounts [Array<Integer>] the open amounts, in cents
# @param total [Integer] the sum that came in
# @return [Array(Integer, Integer), nil] the positions of the two amounts that add up to the total, or nil
def two_sum(amounts, total)
  positions = {}
  amounts.each_with_index do |amount, position|
    partner = positions[total - amount]
    return [partner, position] if partner

    positions[amount] ||= position
  end
  nil
end
