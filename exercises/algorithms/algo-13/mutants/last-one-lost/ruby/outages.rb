# When was the service down? Several monitors have each seen a part of it.
def merge(outages)
  merged = []
  current = nil
  outages.sort.each do |start, finish|
    if current.nil?
      current = [start, finish]
    elsif start <= current[1]
      current[1] = [current[1], finish].max
    else
      merged << current
      current = [start, finish]
    end
  end
  merged
end
