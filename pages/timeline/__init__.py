"""The film's line and the record's line, intercut."""
