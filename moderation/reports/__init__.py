"""Reports: counts → digest → mail. Reads only; what is due is computed from rows in local wall time."""
