"""The process that serves: one application per release, its connections, logs and settings."""
