"""Images in bounds: decoded in a child that may fail, drawn anew without their metadata, shown as browsers can."""
