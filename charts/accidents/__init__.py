"""Pictures and sentences of accidents, one room for each subject."""
