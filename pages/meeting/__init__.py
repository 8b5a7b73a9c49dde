"""The meeting: one screen after the other, in big type, of one edition."""
