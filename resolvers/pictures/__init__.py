"""Pictures of people and firms' logos: chosen out of uploads, shown by links, gone when replaced."""

from resolvers.pictures.choosing import change_logo, change_picture
from resolvers.pictures.links import link_for, logo_for, picture_for

__all__ = ["change_logo", "change_picture", "link_for", "logo_for", "picture_for"]
