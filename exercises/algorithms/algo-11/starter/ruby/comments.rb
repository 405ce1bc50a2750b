# frozen_string_literal: true

# The numbers of the comments in the order in which they are read.
def reading_order(parents)
  raise NotImplementedError, "reading_order is yours to write"
end

# The numbers of the comments, each after all replies to it.
def deletion_order(parents)
  raise NotImplementedError, "deletion_order is yours to write"
end

# The numbers of the comments level by level, an array for each.
def levels(parents)
  raise NotImplementedError, "levels is yours to write"
end
