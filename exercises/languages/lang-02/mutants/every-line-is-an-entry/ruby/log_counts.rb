# frozen_string_literal: true

# Count the entries of a log by level and hour.

# The number of entries by level, and by hour in each.
def count_entries(lines)
  by_level = lines.map { |line| line.split(" ", 4) }.group_by { |_, _, level| level.upcase }
  by_level.transform_values { |group| group.map { |date, time, _| "#{date} #{time[0, 2]}" }.tally }
end
