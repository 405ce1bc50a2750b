# frozen_string_literal: true

# Count the entries of a log by level and hour.

ENTRY = /\A(?<hour>\d{4}-\d\d-\d\d \d\d):\d\d:\d\d (?<level>[A-Za-z]+)(?: |\z)/

# The number of entries by level, and by hour in each.
def count_entries(lines)
  counts = Hash.new(Hash.new(0))
  lines.each do |line|
    entry = ENTRY.match(line)
    counts[entry[:level].upcase][entry[:hour]] += 1 if entry
  end
  counts
end
