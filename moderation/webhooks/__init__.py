"""Webhooks: deliver what the outbox holds, by Standard Webhooks 1.0."""
