"""Numbers in, numbers out: the statistics of the dashboard, knowing neither database nor screen."""
