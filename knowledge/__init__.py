"""What we know: the checklist, the templates, the words. Pure: no clock, no files, no network."""
