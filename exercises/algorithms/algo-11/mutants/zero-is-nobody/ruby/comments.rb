# frozen_string_literal: true

# The numbers of the comments in the order in which they are read.
#
# A stack holds what is still to be read, the next one on top. Replies go on it youngest first, so that the oldest
# comes off first, with all that was replied to it before its younger siblings.
def reading_order(parents)
  top, replies = answered(parents)
  order = []
  waiting = top.reverse
  while (comment = waiting.pop)
    order << comment
    waiting.concat(replies[comment].reverse)
  end
  order
end

# The numbers of the comments, each after all replies to it.
#
# Read from behind, this is an order in which each comment stands before its replies, the youngest first: that of a
# stack onto which the replies go oldest first.
def deletion_order(parents)
  top, replies = answered(parents)
  order = []
  waiting = top.dup
  while (comment = waiting.pop)
    order << comment
    waiting.concat(replies[comment])
  end
  order.reverse
end

# The numbers of the comments level by level, an array for each.
def levels(parents)
  level, replies = answered(parents)
  found = []
  until level.empty?
    found << level
    level = level.flat_map { |comment| replies[comment] }
  end
  found
end

# The comments on the article itself, and an array of the replies to each comment, the oldest first.
def answered(parents)
  top = []
  replies = Array.new(parents.size) { [] }
  parents.each_with_index do |parent, comment|
    (parent.positive? ? replies[parent] : top) << comment
  end
  [top, replies]
end
