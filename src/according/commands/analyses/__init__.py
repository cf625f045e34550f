"""The questions of `according analyse`, one file a question; what they share is in `asking`."""
