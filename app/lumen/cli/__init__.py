"""The subcommands of `lumen`."""
