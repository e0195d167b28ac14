"""The program's random numbers: ChaCha8, keyed by a purpose and three numbers. The same key gives the same numbers on any
number of machines, so that a run here shuffles and augments as the run that it was exported from."""
import numpy

CONSTANTS = numpy.frombuffer(b"expand 32-byte k", "<u4")


def chacha8(key, first, count):
    """`count` blocks of 16 words from block `first` on."""
    state = numpy.zeros((16, count), numpy.uint32)
    state[:4] = CONSTANTS[:, None]
    state[4:12] = numpy.frombuffer(key, "<u4")[:, None]
    counter = numpy.arange(first, first + count, dtype=numpy.uint64)
    state[12], state[13] = counter & numpy.uint64(0xFFFFFFFF), counter >> numpy.uint64(32)
    x = state.copy()

    def quarter(a, b, c, d):
        for to, add, turn, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[to] += x[add]
            mixed = x[turn] ^ x[to]
            x[turn] = (mixed << numpy.uint32(bits)) | (mixed >> numpy.uint32(32 - bits))

    for _ in range(4):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for column in range(4):
            quarter(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
    return (x + state).T.reshape(-1)


class Stream:
    """Random numbers one after another."""

    def __init__(self, purpose, *numbers, ahead=1):
        self.key = purpose.ljust(8, b".") + numpy.array(numbers, "<u8").tobytes()
        self.ahead, self.block, self.words, self.at = ahead, 0, [], 0

    def next_u64(self):
        if self.at == len(self.words):
            self.words = chacha8(self.key, self.block, self.ahead).view(numpy.uint32).astype("<u4").view("<u8").tolist()
            self.block, self.at = self.block + self.ahead, 0
        self.at += 1
        return self.words[self.at - 1]

    def uniform(self):
        return (self.next_u64() >> 11) / (1 << 53)


def shuffled(items, seed, epoch):
    """The items in the order of an epoch, counted from 1."""
    items, stream = list(items), Stream(b"order", seed, epoch, 0, ahead=1024)
    for last in range(len(items) - 1, 0, -1):
        mask = (1 << last.bit_length()) - 1
        other = stream.next_u64() & mask
        while other > last:
            other = stream.next_u64() & mask
        items[last], items[other] = items[other], items[last]
    return items
