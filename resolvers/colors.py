"""The firm's colour, moved until it can be read, for what runs no script: as style/brand.ts does for the page."""

from dataclasses import dataclass
from enum import StrEnum

Colour = tuple[int, ...]

WHITE: Colour = (255, 255, 255)
NIGHT: Colour = (13, 18, 30)
READABLE = 4.5
STEPS = 50


class Scheme(StrEnum):
    """Whether what is written on is light or dark."""

    LIGHT = "light"
    DARK = "dark"


GROUNDS: dict[Scheme, Colour] = {Scheme.LIGHT: WHITE, Scheme.DARK: (31, 38, 48)}


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour to write in and to fill with, and the ink that is read on it, as `#rrggbb`."""

    fill: str
    ink: str


def accent_on(scheme: Scheme, color: str) -> Accent:
    """What becomes of a colour, `#rrggbb`, on light or dark ground."""
    fill = readable_on(GROUNDS[scheme], tuple(bytes.fromhex(color[1:])))
    ink = max(WHITE, NIGHT, key=lambda ink: contrast(ink, fill))
    return Accent(_hex(fill), _hex(ink))


def readable_on(ground: Colour, colour: Colour) -> Colour:
    """The colour nearest to the given one that can be read on `ground` (WCAG 2.2, 1.4.3)."""
    away = (0, 0, 0) if luminance(ground) > 0.18 else WHITE
    moved = (_mixed(away, colour, step / STEPS) for step in range(STEPS + 1))
    return next((found for found in moved if contrast(found, ground) >= READABLE), away)


def contrast(one: Colour, other: Colour) -> float:
    """1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    """0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _mixed(colour: Colour, ground: Colour, share: float) -> Colour:
    return tuple(round(a * share + b * (1 - share)) for a, b in zip(colour, ground, strict=True))


def _hex(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"
