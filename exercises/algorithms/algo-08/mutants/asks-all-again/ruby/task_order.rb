# frozen_string_literal: true

# Some tasks need one another in a circle, so none of them can be the first.
class CircularNeeds < StandardError
end

# Puts the tasks of a release in an order that works.
#
# @param needs [Hash{String => Array<String>}] for each task the tasks that must be done before it
# @return [Array<String>] all tasks, each after the ones it needs
# @raise [CircularNeeds] there is no such order
def order_tasks(needs)
  waiting = needs.keys | needs.values.flatten
  order = {}
  until waiting.empty?
    ready = waiting.select { |task| needs.fetch(task, []).all? { |need| order.key?(need) } }
    raise CircularNeeds, "none of the tasks that are left can begin" if ready.empty?

    ready.each { |task| order[task] = true }
    waiting -= ready
  end
  order.keys
end
