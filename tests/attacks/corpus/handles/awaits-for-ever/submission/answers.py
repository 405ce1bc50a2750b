import asyncio

async def never():
    while True: await asyncio.sleep(1)

def number(given): return never()

def items(given):
    async def each():
        while True: yield 3
    return each()
def is_open(given): return number(given) if given % 2 == 0 else 0
table = text = opened = number
