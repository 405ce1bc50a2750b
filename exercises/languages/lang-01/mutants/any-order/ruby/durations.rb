# frozen_string_literal: true

# Durations as people write them in settings: 1h30m.

UNIT_SECONDS = { "d" => 86_400, "h" => 3_600, "m" => 60, "s" => 1 }.freeze

# The seconds that `text` stands for; raises ArgumentError for any text that is no duration.
def parse_duration(text)
  raise ArgumentError, "\"#{text}\" is no duration, such as 1h30m" unless text.match?(/\A(?:\d+[dhms])+\z/)

  text.scan(/(\d+)([dhms])/).sum { |number, unit| number.to_i * UNIT_SECONDS.fetch(unit) }
end
