"""kimgen side by side with other generators: see README.md."""
