"""What is concluded about traffic accidents."""
