# frozen_string_literal: true

# Count the entries of a log by level and hour.

BEGINNING = /\A(?<hour>\d{4}-\d\d-\d\d \d\d):\d\d:\d\d [A-Za-z]+(?: |\z)/
LEVEL = /FATAL|ERROR|WARN|NOTICE|INFO|DEBUG/i

# The number of entries by level, and by hour in each.
def count_entries(lines)
  entries = lines.select { |line| BEGINNING.match?(line) }
  by_level = entries.group_by { |line| line.scan(LEVEL).max_by(&:length).upcase }
  by_level.transform_values { |group| group.map { |line| BEGINNING.match(line)[:hour] }.tally }
end
