"""Pages: of the resident under /mijn/, of the organisation's desk under /rechten/."""
