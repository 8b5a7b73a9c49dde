"""What the product concludes: an edition in, findings out; knowing neither screen nor sentence."""
