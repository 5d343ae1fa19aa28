"""The words of the field, as frozen values. Imports nothing of the project and does no I/O."""
