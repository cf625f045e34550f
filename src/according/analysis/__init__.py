"""Questions put to a book: one file a question, plain values in, plain values out, nothing written."""
