"""Pictures and sentences of goal progress, one room for each subject."""
