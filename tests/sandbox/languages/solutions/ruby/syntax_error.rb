# A solution that is not Ruby.

def half_done(number)
  number +* 2
end
