"""What carries the dashboard to machines without a network: application, wheels, sample edition, starters."""
