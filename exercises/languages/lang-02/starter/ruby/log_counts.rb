# Count the entries of a log by level and hour.

# The number of entries by level, and by hour in each.
def count_entries(lines)
  raise NotImplementedError, "count_entries is yours to write"
end
