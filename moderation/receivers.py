"""What moderation hears: copy filed, held or killed, uploads, sign-ins. A receiver only queues and records."""
