"""How one charge relates to another.

Based on NIEM's charge (enhancing factor, lesser included offense, amended charge) and NMRA 5-204 and 5-611.
"""

from legal.vocabulary.word import Word


class ChargeRelation(Word):
    """Read as “this charge … the other”. Refiling a dismissed charge has a separate field, *refiles*."""

    ENHANCEMENT_OF = (
        "enhancement_of",
        "enhancement of",
        "An allegation that makes the sentence for another charge heavier, such as the use of a firearm.",
        "criminal",
    )
    LESSER_INCLUDED_OF = (
        "lesser_of",
        "lesser included offense of",
        "A less serious offense whose elements are all part of the one charged; a jury may choose it instead.",
        "criminal",
    )
    SUPERSEDES = (
        "supersedes",
        "replaces",
        "A new indictment, information or complaint puts this charge in the place of the other.",
    )
    AMENDED_FROM = "amended_from", "amended from", "The other charge, as it was worded before it was changed."
    MOVED_FROM = "moved_from", "the same as", "The same claim or charge, as it stood in the court it came from."

    @property
    def reverse_label(self) -> str:
        """The same relation, read from the other charge."""
        return {
            ChargeRelation.ENHANCEMENT_OF: "with the enhancement",
            ChargeRelation.LESSER_INCLUDED_OF: "with the lesser included offense",
            ChargeRelation.SUPERSEDES: "replaced by",
            ChargeRelation.AMENDED_FROM: "amended to",
            ChargeRelation.MOVED_FROM: "continued as",
        }[self]

    @property
    def is_in_one_case(self) -> bool:
        """Whether both charges belong to one proceeding, as an enhancement and its charge do."""
        return self in {ChargeRelation.ENHANCEMENT_OF, ChargeRelation.LESSER_INCLUDED_OF}
