# frozen_string_literal: true

# Count the entries of a log by level and hour.

ENTRY = /\A\d{4}-\d\d-\d\d (?<hour>\d\d):\d\d:\d\d (?<level>[A-Za-z]+)(?: |\z)/

# The number of entries by level, and by hour in each.
def count_entries(lines)
  entries = lines.filter_map { |line| ENTRY.match(line) }
  by_level = entries.group_by { |entry| entry[:level].upcase }
  by_level.transform_values { |group| group.map { |entry| entry[:hour] }.tally }
end
