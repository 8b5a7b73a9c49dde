"""Serving the dashboard from several processes or machines: nginx in front of replicas that read the same editions."""
