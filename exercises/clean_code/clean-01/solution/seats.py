"""The seats of a cinema: which are taken, which are free."""

MAX_ROWS = 26


class SeatMap:
    """Seats by row and number; their names are a letter and a number, like B12."""

    def __init__(self, rows, seats_per_row):
        if rows > MAX_ROWS:
            raise ValueError("too many rows")
        self.rows = rows
        self.seats_per_row = seats_per_row
        self.taken = set()

    def book(self, name):
        """Take a seat; tell whether it was free."""
        row = ord(name[0]) - ord("A") + 1
        number = int(name[1:])
        if not 1 <= row <= self.rows or not 1 <= number <= self.seats_per_row:
            raise KeyError(name)
        if (row, number) in self.taken:
            return False
        self.taken.add((row, number))
        return True

    def free_seats(self, row):
        """Return the names of the free seats of a row."""
        numbers = range(1, self.seats_per_row + 1)
        return [seat_name(row, number) for number in numbers if (row, number) not in self.taken]

    def beside_each_other(self, count):
        """Return the names of the first free seats side by side, or an empty list."""
        for row in range(1, self.rows + 1):
            for first in range(1, self.seats_per_row - count + 2):
                seats = [(row, first + offset) for offset in range(count)]
                if not any(seat in self.taken for seat in seats):
                    return [seat_name(*seat) for seat in seats]
        return []


def seat_name(row, number):
    """Return the name of a seat."""
    return chr(ord("A") + row - 1) + str(number)
