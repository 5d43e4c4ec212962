"""Slips of the hand: one letter missing, added, wrong, or swapped with its neighbour."""

from resolvers.search.words import LONG_ENOUGH_TO_MISTYPE


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip (Damerau, 1964); short words are taken as they are."""
    if one == other or abs(len(one) - len(other)) > 1 or max(len(one), len(other)) < LONG_ENOUGH_TO_MISTYPE:
        return False
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def halves_of(word: str) -> tuple[str, str]:
    """A beginning and an ending, one of which every slip leaves alone but one in the middle of a short word."""
    half = max(2, (len(word) - 1) // 2)
    return word[:half], word[-half:]
