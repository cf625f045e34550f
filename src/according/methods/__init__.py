"""Statistics on arrays: numpy and scipy in, numbers out. Nothing here knows of books, incidents or verdicts;
`analysis` asks the questions and says what the numbers may be taken for."""
