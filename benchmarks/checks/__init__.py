"""What a check costs that finds nothing new: from due to the committed state."""
