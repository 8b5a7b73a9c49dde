"""What is concluded about the digital divide."""
