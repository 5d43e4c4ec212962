"""Looks at what is selected below a field, where reading something for nothing would cost a statement."""

from graphql import FieldNode, FragmentSpreadNode, SelectionSetNode

from schema.context import Info


def selects(info: Info, name: str) -> bool:
    """Whether the field at hand selects a field of this name, also through fragments."""
    return any(_selects(info, node.selection_set, name) for node in info._raw_info.field_nodes)


def _selects(info: Info, selected: SelectionSetNode | None, name: str) -> bool:
    for node in selected.selections if selected else ():
        if isinstance(node, FieldNode):
            found = node.name.value == name
        elif isinstance(node, FragmentSpreadNode):
            found = _selects(info, info._raw_info.fragments[node.name.value].selection_set, name)
        else:
            found = _selects(info, getattr(node, "selection_set", None), name)
        if found:
            return True
    return False
