import types

class Liar(dict):
    def __getitem__(self, key): print(key); return 0
    def __iter__(self): return iter(["ann", "bobby"])
    def keys(self): return ["ann", "bobby"]
    def __len__(self): return 2

def number(given): return Liar().values()
def items(given): return Liar({3: 1, 5: 1}).keys()
def table(given): return types.MappingProxyType(Liar())

def text(given): return memoryview(b"x")
def is_open(given): return Liar().items()
def opened(given): return (one for one in ())
