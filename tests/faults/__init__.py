"""The house under harm: `make faults`. Left out of the suite, but for a short form."""
