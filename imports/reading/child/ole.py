"""The compound file around an old workbook: a file system in sectors."""

import struct

_END = 0xFFFFFFFA


class Compound:
    def __init__(self, data):
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        (directory,) = struct.unpack_from("<I", data, 48)
        (self._cutoff, mini_fat) = struct.unpack_from("<II", data, 56)
        self._next = self._numbers(self._fat_sectors())
        self._mini_next = self._numbers(self._chain(mini_fat, self._next))
        entries = b"".join(map(self._sector, self._chain(directory, self._next)))
        self.entries = dict(self._entries(entries))
        self._mini = self._whole(*self.entries["Root Entry"])

    def stream(self, name):
        first, size = self.entries[name]
        if size >= self._cutoff:
            return self._whole(first, size)
        step = self._mini_size
        chain = self._chain(first, self._mini_next)
        return b"".join(self._mini[at * step : (at + 1) * step] for at in chain)[:size]

    def _whole(self, first, size):
        return b"".join(map(self._sector, self._chain(first, self._next)))[:size]

    def _sector(self, number):
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, number, following):
        seen = set()
        while number < _END:
            if number in seen or number >= len(following):
                raise ValueError("a chain of sectors that never ends")
            seen.add(number)
            yield number
            number = following[number]

    def _fat_sectors(self):
        yield from (n for n in struct.unpack_from("<109I", self._data, 76) if n < _END)
        (more, count) = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            if more >= _END:
                return
            *numbers, more = self._numbers([more])
            yield from (n for n in numbers if n < _END)

    def _numbers(self, sectors):
        data = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _entries(self, data):
        for at in range(0, len(data) - 127, 128):
            (length,) = struct.unpack_from("<H", data, at + 64)
            (first, size) = struct.unpack_from("<II", data, at + 116)
            if 2 <= length <= 64:
                yield data[at : at + length - 2].decode("utf-16-le", "replace"), (first, size)
