"""The pages, one folder a topic, and the frame around them."""
