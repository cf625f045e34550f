"""The commands, one file a group of them: options in, pure functions called, words out."""
