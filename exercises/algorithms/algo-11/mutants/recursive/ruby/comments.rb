# The comments below an article, and the orders in which they are needed.

def reading_order(parents)
  read(-1, replies_of(parents), []).drop(1)
end

def deletion_order(parents)
  delete(-1, replies_of(parents), [])[...-1]
end

def levels(parents)
  visit(-1, 0, replies_of(parents), []).drop(1)
end

def read(comment, replies, order)
  order << comment
  replies[comment].each { |reply| read(reply, replies, order) }
  order
end

def delete(comment, replies, order)
  replies[comment].each { |reply| delete(reply, replies, order) }
  order << comment
end

def visit(comment, depth, replies, found)
  (found[depth] ||= []) << comment
  replies[comment].each { |reply| visit(reply, depth + 1, replies, found) }
  found
end

def replies_of(parents)
  replies = Hash.new { |hash, comment| hash[comment] = [] }
  parents.each_with_index { |parent, comment| replies[parent] << comment }
  replies
end
