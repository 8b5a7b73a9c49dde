"""Text and files in, edition out."""
