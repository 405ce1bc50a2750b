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
  order = []
  states = {}
  visit = lambda do |task|
    next if states[task] == :done
    raise CircularNeeds, "#{task} needs itself in the end" if states[task] == :under_way

    states[task] = :under_way
    needs.fetch(task, []).each(&visit)
    states[task] = :done
    order << task
  end
  needs.each_key(&visit)
  order
end
