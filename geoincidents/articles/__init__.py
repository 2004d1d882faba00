"""Articles from many kinds of files and addresses."""
