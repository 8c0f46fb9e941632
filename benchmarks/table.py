"""The figures as a table, a line as soon as it is known, with the target beside the ratio."""

#: The most that a page may take, as a multiple of its floor.
AT_MOST = {"list": 3, "detail": 4, "import": 3}
STATEMENTS_AT_MOST = {"detail": 12, "import": 25}  # a request
#: A page whose answer is kept does at least this share of what the hello page does.
KEPT_AT_LEAST = 0.6
GROWTH_AT_MOST = 1.5
MEGABYTES_AT_MOST = 150
#: Fifty thousand lines, while others read pages.
SECONDS_AT_MOST = 60
#: A sealed update takes at most this multiple of one that is not sealed.
SEALED_AT_MOST = 1.15
#: A hundred thousand in ten seconds.
ENTRIES_A_SECOND_AT_LEAST = 10_000


class Table:
    def __init__(self):
        self.taken = {}
        print(
            f"{'register':26} {'work':28} {'floor':>9} {'product':>9} {'ratio':>7}  "
            "statements  target"
        )

    def of(self, kind, size):
        return Section(self, kind, size)

    def print_growth(self):
        """How much longer the largest register takes than the smallest, floor aside."""
        for (kind, work), by_size in self.taken.items():
            if len(by_size) > 1:
                small, large = min(by_size), max(by_size)
                grown = by_size[large] / by_size[small]
                print(
                    f"{kind}: {work} takes {grown:.2f}× as long in {large:,} as in {small:,} "
                    f"{verdict(grown <= GROWTH_AT_MOST)}≤ {GROWTH_AT_MOST}"
                )


class Section:
    def __init__(self, table, kind, size):
        self.table, self.kind, self.size = table, kind, size

    def page(self, work, found):
        self.table.taken.setdefault((self.kind, work), {})[self.size] = found["product"]
        if work == "home":
            share = found["hello"] / found["product"]
            target = (
                f"{verdict(share >= KEPT_AT_LEAST)}≥ {KEPT_AT_LEAST} of hello’s pace: {share:.2f}"
            )
        elif work in AT_MOST:
            target = self.target(work, found)
        else:
            target = ""
        self.line(work, found["floor"], found["product"], found["statements"], target)

    def imported(self, lines, found):
        floor, product = found["floor"] * 1000, found["product"] * 1000
        requests = found["statements_of_preview"], found["statements_of_saving"]
        target = self.target("import", found | {"statements": max(requests)})
        target += f" a request; {found['rows']:,.0f} rows written"
        sent = " + ".join(f"{number:.0f}" for number in requests)
        self.line(f"import {lines:,} lines", floor, product, sent, target)
        read, preview = found["read"] * 1000, found["preview"] * 1000
        self.line("  its preview alone", read, preview, "", "")
        slower = verdict(found["changed"] <= found["product"])
        some = f"{slower}no slower than new lines; {found['rows_changed']:,.0f} rows written"
        self.line("  a tenth changed", read, found["changed"] * 1000, "", some)
        nothing = f"{verdict(not found['rows_again'])}{found['rows_again']:,.0f} rows written, 0"
        self.line("  the same file again", found["read"] * 1000, found["again"] * 1000, "", nothing)
        memory = found["megabytes"]
        met = verdict(memory <= MEGABYTES_AT_MOST)
        print(f"{'':26}   memory: {memory:.0f} MB  {met}≤ {MEGABYTES_AT_MOST}")

    def beside(self, lines, found):
        register, work = f"{self.kind}, {self.size:,}", f"import {lines:,} beside reading"
        met = verdict(found["product"] <= SECONDS_AT_MOST)
        print(
            f"{register:26} {work:28} {found['product']:.1f} s, {found['megabytes']:.0f} MB  "
            f"{met}≤ {SECONDS_AT_MOST} s; {found['pages']:,} pages answered meanwhile, the middle "
            f"one in {found['median']:.0f} ms, the slowest in {found['slowest']:.0f} ms",
            flush=True,
        )

    def sealed(self, found):
        for name, words in (("verb", "seal: an update"), ("page", "seal: its page")):
            times = found[name]
            ratio = times["product"] / times["floor"]
            target = f"{verdict(ratio <= SEALED_AT_MOST)}≤ {SEALED_AT_MOST}×: {ratio:.3f}"
            self.line(words, times["floor"], times["product"], times["statements"], target)

    def verified(self, found):
        pace = found["entries"] / found["seconds"]
        register, work = f"{self.kind}, {self.size:,}", f"verify {found['entries']:,} entries"
        print(
            f"{register:26} {work:28} {found['seconds']:.1f} s, {pace:,.0f} a second, "
            f"{found['megabytes']:.0f} MB  "
            f"{verdict(pace >= ENTRIES_A_SECOND_AT_LEAST)}≥ {ENTRIES_A_SECOND_AT_LEAST:,} a second",
            flush=True,
        )

    def target(self, work, found):
        ratio = found["product"] / found["floor"]
        words = f"{verdict(ratio <= AT_MOST[work])}≤ {AT_MOST[work]}×"
        if most := STATEMENTS_AT_MOST.get(work):
            words += f", {verdict(found['statements'] <= most)}≤ {most} statements"
        return words

    def line(self, work, floor, product, statements, target):
        register = f"{self.kind}, {self.size:,}"
        print(
            f"{register:26} {work:28} {floor:7.1f}ms {product:7.1f}ms {product / floor:6.1f}×  "
            f"{statements!s:10}  {target}",
            flush=True,
        )


def verdict(met):
    return "met " if met else "MISSED "
