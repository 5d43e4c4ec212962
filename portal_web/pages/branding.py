"""The firm's colour on pages that run no script, moved until it can be read; as style/brand.ts does on the portal's."""

Colour = tuple[int, ...]

WHITE: Colour = (255, 255, 255)
NIGHT: Colour = (13, 18, 30)
GROUNDS: dict[str, Colour] = {"light": WHITE, "dark": (31, 38, 48)}
READABLE = 4.5
STEPS = 50


def brand_style(accent_color: str | None) -> str:
    """The custom properties that tokens.css reads, for a colour as `#rrggbb`; nothing where there is none."""
    if accent_color is None:
        return ""
    brand = tuple(bytes.fromhex(accent_color[1:]))
    rules = "".join(_rules(scheme, readable_on(ground, brand)) for scheme, ground in GROUNDS.items())
    return f":root{{{rules}}}"


def _rules(scheme: str, accent: Colour) -> str:
    ink = max(WHITE, NIGHT, key=lambda ink: contrast(ink, accent))
    return f"--accent-on-{scheme}:#{bytes(accent).hex()};--accent-ink-on-{scheme}:#{bytes(ink).hex()};"


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
