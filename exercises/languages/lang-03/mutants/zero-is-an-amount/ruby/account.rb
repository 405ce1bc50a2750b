# frozen_string_literal: true

# There is less in the account than was asked for.
class InsufficientFunds < StandardError
  attr_reader :missing

  def initialize(missing)
    super("#{missing} cents are missing")
    @missing = missing
  end
end

# The account of one guest. All amounts are whole cents.
#
# Every amount is checked before anything changes, so what is refused leaves no trace.
class Account
  attr_reader :owner

  def initialize(owner, overdraft)
    @owner = owner
    @overdraft = overdraft
    @history = []
  end

  # What is in the account; less than 0 when it is overdrawn.
  def balance
    @history.sum
  end

  # The amounts that came in, and below 0 those that went out, in their order.
  def history
    @history.dup
  end

  # Put an amount in. Raises ArgumentError where the amount is not above 0.
  def deposit(cents)
    check(cents)
    @history << cents
  end

  # Take an amount out. Raises ArgumentError where the amount is not above 0, and InsufficientFunds where the
  # account would be overdrawn further than it may be.
  def withdraw(cents)
    check(cents)
    missing = cents - balance - @overdraft
    raise InsufficientFunds, missing if missing.positive?

    @history << -cents
  end

  # Move an amount to another account; raises what +withdraw+ raises.
  def transfer(cents, other)
    withdraw(cents)
    other.deposit(cents)
  end

  private

  def check(cents)
    raise ArgumentError, "an amount must be above 0, not #{cents}" if cents.negative?
  end
end
