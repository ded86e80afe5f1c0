"""How long `cli.py analyse` takes for 1,000 documents to a million, beside TF-IDF on the same texts in the same run."""
