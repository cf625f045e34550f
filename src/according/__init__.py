"""According: a book of political violence in which every number is according to someone."""

__version__ = "0.1.0"
