"""Yardsticks that run beside the portal, on the same servers and in the same minutes: seconds differ, ratios hold."""
