# frozen_string_literal: true

STEPS = { "N" => [-1, 0], "E" => [0, 1], "S" => [1, 0], "W" => [0, -1] }.freeze
START = "start"

# Finds the shortest way of a robot through a warehouse.
#
# A breadth-first search: places are taken in the order in which they were reached, so the nearest come first, and the
# first way to a place is a shortest one.
#
# @param plan [Array<String>] the rows of the plan
# @return [String, nil] the steps N, E, S and W from R to P, or nil where there is no way
def find_way(plan)
  start = place_of(plan, "R")
  parcel = place_of(plan, "P")
  arrived_by = plan.map { |line| Array.new(line.size) }
  arrived_by[start.first][start.last] = START
  waiting = [start]
  until waiting.empty?
    row, column = waiting.shift
    return way_to(row, column, arrived_by) if [row, column] == parcel

    STEPS.each do |step, (down, right)|
      next_row = row + down
      next_column = column + right
      next if !free?(plan, next_row, next_column) || arrived_by[next_row][next_column]

      arrived_by[next_row][next_column] = step
      waiting.push([next_row, next_column])
    end
  end
  ""
end

# The row and the column of a letter.
def place_of(plan, letter)
  row = plan.index { |line| line.include?(letter) }
  [row, plan[row].index(letter)]
end

# Whether there is a place at this row and column, with no shelf on it.
def free?(plan, row, column)
  row.between?(0, plan.size - 1) && column.between?(0, plan[row].size - 1) && plan[row][column] != "#"
end

# The steps to a place: back, by the step each place was reached by, and then turned round.
def way_to(row, column, arrived_by)
  steps = []
  while (step = arrived_by[row][column]) != START
    steps << step
    down, right = STEPS[step]
    row -= down
    column -= right
  end
  steps.reverse.join
end
