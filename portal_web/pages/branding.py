"""The firm's colour on pages that run no script."""

from resolvers.colors import Scheme, accent_on


def brand_style(accent_color: str | None) -> str:
    """The custom properties that tokens.css reads, for a colour as `#rrggbb`; nothing where there is none."""
    if accent_color is None:
        return ""
    return f":root{{{''.join(_rules(scheme, accent_color) for scheme in Scheme)}}}"


def _rules(scheme: Scheme, color: str) -> str:
    accent = accent_on(scheme, color)
    return f"--accent-on-{scheme}:{accent.fill};--accent-ink-on-{scheme}:{accent.ink};"
