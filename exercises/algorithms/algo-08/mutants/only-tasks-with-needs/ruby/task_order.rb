# frozen_string_literal: true

# Some tasks need one another in a circle, so none of them can be the first.
class CircularNeeds < StandardError
end

# Puts the tasks of a release in an order that works.
#
# Each task counts the needs it still waits for. A task that waits for none can be done, and those that it holds up wait
# for one less (Kahn's algorithm). What never gets its turn is in a circle, or behind one.
#
# @param needs [Hash{String => Array<String>}] for each task the tasks that must be done before it
# @return [Array<String>] all tasks, each after the ones it needs
# @raise [CircularNeeds] there is no such order
def order_tasks(needs)
  waits_for = Hash.new(0)
  holds_up = Hash.new { |hash, need| hash[need] = [] }
  needs.each do |task, all_needs|
    its_needs = all_needs.select { |need| needs.key?(need) }
    waits_for[task] = its_needs.uniq.size
    its_needs.uniq.each { |need| holds_up[need] << task }
  end
  order = (needs.keys | holds_up.keys).select { |task| waits_for[task].zero? }
  order.each do |done| # it grows under way
    holds_up[done].each do |task|
      waits_for[task] -= 1
      order << task if waits_for[task].zero?
    end
  end
  left = waits_for.keys - order
  raise CircularNeeds, "these tasks wait for one another: #{left.join(', ')}" if left.any?

  order
end
