"""Pictures and sentences of the digital divide, one room for each subject."""
