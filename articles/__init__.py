"""Copy as it arrives: intake, versions, uploads."""
