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
  seen = {}
  visit = lambda do |task|
    raise CircularNeeds, "#{task} comes by a second time" if seen[task]

    seen[task] = true
    needs.fetch(task, []).each(&visit)
    order << task
  end
  needs.each_key { |task| visit.call(task) unless seen[task] }
  order
end
