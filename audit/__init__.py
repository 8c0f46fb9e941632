"""The record: who changed what, when it happened, when it was entered, and why."""
