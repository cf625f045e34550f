"""Document → mentions and claims. One file a question; words and rules live in `lang/` and `ontology/`."""
