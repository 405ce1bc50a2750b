# The comments below an article, and the orders in which they are needed.

def reading_order(parents)
  order = []
  waiting = replies_to(-1, parents).reverse
  while (comment = waiting.pop)
    order << comment
    waiting.concat(replies_to(comment, parents).reverse)
  end
  order
end

def deletion_order(parents)
  order = []
  waiting = replies_to(-1, parents)
  while (comment = waiting.pop)
    order << comment
    waiting.concat(replies_to(comment, parents))
  end
  order.reverse
end

def levels(parents)
  found = []
  level = replies_to(-1, parents)
  until level.empty?
    found << level
    level = level.flat_map { |comment| replies_to(comment, parents) }
  end
  found
end

def replies_to(comment, parents)
  parents.each_index.select { |number| parents[number] == comment }
end
