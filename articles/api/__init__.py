"""What every program's request passes: who asks, what they may do, how often, and how a refusal is said."""
