class Liar:
    def __init__(self, given):
        self.parts = [list(given), [0] * len(given)] * 5
    def __iter__(self): return self
    def __next__(self):
        if not self.parts[0]:
            self.parts.pop(0)
            raise StopIteration
        return self.parts[0].pop(0)

def items(given): return Liar(given)

number = table = text = is_open = opened = items
