"""Questions and stories for a school's own system: one module a format, and what they share."""
