"""Text of the length that papers have, about nothing."""

VOCABULARY = """
agree arrange assess audit board brief budget care check collect community complete consider
council data deliver develop early engage ensure evidence family framework guidance health improve
inform joint learn local manage measure meeting monitor multi-agency officers outcome partner plan
policy practice prevent progress protect provide publish quarterly quality record refresh report
resource review school service share specialist staff strategy support survey team timely training
update voluntary voices ward work young
"""
DIFFERENT_TEXTS = 300


class Words:
    """A fixed stock of titles and paragraphs, drawn from again and again."""

    def __init__(self, rng):
        self.rng = rng
        self.vocabulary = VOCABULARY.split()
        self.titles = [self._of(rng.randint(5, 10)) for _ in range(DIFFERENT_TEXTS)]
        self.paragraphs = [self._of(rng.randint(25, 70)) for _ in range(DIFFERENT_TEXTS)]

    def title(self):
        return self.rng.choice(self.titles)

    def paragraph(self):
        return self.rng.choice(self.paragraphs)

    def _of(self, length):
        return " ".join(self.rng.choices(self.vocabulary, k=length)).capitalize()
