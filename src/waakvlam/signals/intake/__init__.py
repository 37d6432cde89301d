"""Ways in, a file per door: people at work, the public, mail. All come together in `commands.take_in`."""
