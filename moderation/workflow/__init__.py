"""The only code that changes moderation's state: lock, guard, set, save, decision, audit event."""
