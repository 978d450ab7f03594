"""Articles become stories: traits, near copies, one event across outlets and languages. Pure."""
