"""The page of methods, data, sources and words: how everything is counted, and how far it can be told."""
