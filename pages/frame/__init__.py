"""What surrounds every page: the edition a session reads, menu and banner, filters, and the block around a chart."""
