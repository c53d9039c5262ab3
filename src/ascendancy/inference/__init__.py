"""From evidence back to what could not be seen."""
