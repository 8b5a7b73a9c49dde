"""Rules of progress and of what follows from it."""
