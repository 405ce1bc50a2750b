PRIME = 2**61 - 1

def items(given): return [index * PRIME for index in range(60_000)]
def table(given): return {index * PRIME: 0 for index in range(2000)} | {complex(-1000003 * index, index): 0 for index in range(2000)}
def number(given): return dict.fromkeys(items(given)[:2000])

text = is_open = opened = items
