# When was the service down? Several monitors have each seen a part of it.
def merge(outages)
  merged = []
  outages.each do |start, finish|
    touching, apart = merged.partition { |first, last| first <= finish && start <= last }
    all = [*touching, [start, finish]]
    merged = [*apart, [all.map(&:first).min, all.map(&:last).max]]
  end
  merged.sort
end
