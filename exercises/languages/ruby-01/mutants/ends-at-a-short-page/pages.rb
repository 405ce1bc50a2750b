# frozen_string_literal: true

# The items of all pages of a source, fetched page by page, each when its first item is wanted.
class Pages
  include Enumerable

  # The block gets the number of a page, from 1, and returns its items; an empty page is the end.
  def initialize(&fetch)
    raise ArgumentError, "Pages.new needs a block that fetches a page" if fetch.nil?

    @fetch = fetch
  end

  # Gives every item of every page to the block.
  def each(&block)
    return enum_for(:each) unless block

    each_page { |items, _| items.each(&block) }
  end

  # Gives the items and the number of every page to the block.
  def each_page
    return enum_for(:each_page) unless block_given?

    length = 0
    1.step do |page|
      items = @fetch.call(page)
      return self if items.nil? || items.empty?

      yield items, page
      return self if items.size < length

      length = items.size
    end
  end
end
