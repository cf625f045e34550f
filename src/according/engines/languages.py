"""Which language a text is in: py3langid, loaded at the first text that nothing simpler tells."""

from __future__ import annotations


class Langid:
    """`ports.LanguageIdentifier` by py3langid's model."""

    def identify(self, text: str) -> str:
        """See `ports.LanguageIdentifier`."""
        import py3langid  # half a second and its model: not for reports in English

        return str(py3langid.classify(text)[0])
