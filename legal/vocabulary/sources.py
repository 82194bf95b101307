"""The kinds of sources that a fact can come from."""

from legal.vocabulary.word import Word


class SourceKind(Word):
    DOCUMENT = "document", "court document", "A paper filed in or issued by a court."
    HEARING = "hearing", "hearing attended", "What a reporter heard and saw in court."
    RECORDING = "recording", "recording", "Sound or pictures of what happened."
    STATEMENT = "statement", "statement", "What somebody said or wrote to the press."
    RELEASE = "release", "press release", "A text that an office or company gave out."
    REPORT = "report", "report by an outlet", "What another newsroom published."
    AGENCY = "agency", "agency record", "A paper of a public agency."
    ARTICLE = "article", "article published here", "An article of this site."
