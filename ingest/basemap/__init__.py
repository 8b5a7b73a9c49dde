"""The background of the map: streets, railways, water and boundaries."""
