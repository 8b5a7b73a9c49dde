"""What the first page says: the three topics of one edition joined, and how fresh its data are."""
