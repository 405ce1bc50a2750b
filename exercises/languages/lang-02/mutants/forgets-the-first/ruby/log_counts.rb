# frozen_string_literal: true

# Count the entries of a log by level and hour.

ENTRY = /\A(?<hour>\d{4}-\d\d-\d\d \d\d):\d\d:\d\d (?<level>[A-Za-z]+)(?: |\z)/

# The number of entries by level, and by hour in each.
def count_entries(lines)
  lines.each_with_object({}) do |line, counts|
    next unless (entry = ENTRY.match(line))

    hours = counts[entry[:level].upcase] ||= {}
    hours[entry[:hour]] = hours.key?(entry[:hour]) ? hours[entry[:hour]] + 1 : 0
  end
end
