"""Each stage of the line beside the least that could do its work; where a second goes."""
