"""The demo firm: its cast, what they have said and shown, in one place to be read and changed."""

from db.demo.cast import CAST, COLOR, FIRM, LOGO, PASSWORD, PORTALS, SLUG, Actor
from db.demo.files import path_of
from db.demo.scenes import SCENES
from db.demo.stage import Line, Scene

__all__ = [
    "CAST",
    "COLOR",
    "FIRM",
    "LOGO",
    "PASSWORD",
    "PORTALS",
    "SCENES",
    "SLUG",
    "Actor",
    "Line",
    "Scene",
    "path_of",
]
