"""Starts AWS on this machine for Tasker: two engines that others wrote, and the hooks that join them."""
