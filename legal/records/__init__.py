"""The record as files: read and check (`reading`), write rows (`writing`), and write files (`exporting`)."""
