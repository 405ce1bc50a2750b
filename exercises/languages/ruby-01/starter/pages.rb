# The items of all pages of a source, fetched page by page.
class Pages
  def initialize(&fetch)
    raise NotImplementedError, "Pages is yours to write"
  end
end
