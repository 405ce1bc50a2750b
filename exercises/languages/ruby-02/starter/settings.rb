# The settings of a program, read from a text in a small language of its own.
class Settings
  def self.load(text)
    raise NotImplementedError, "Settings is yours to write"
  end
end
