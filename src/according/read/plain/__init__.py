"""Reading without a parser: languages that are wholly tables of `lang/<code>.toml`."""
