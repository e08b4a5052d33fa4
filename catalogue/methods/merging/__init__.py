"""Merge two methods: one stays, with all that was attached to the other."""

from catalogue.methods.merging.merge import merge_methods, standing
from catalogue.methods.merging.plan import METHOD_RELATIONS, MethodMergePlan
from catalogue.methods.merging.undo import hindrances_of_undoing, undo_method_merge

__all__ = [
    "METHOD_RELATIONS",
    "MethodMergePlan",
    "hindrances_of_undoing",
    "merge_methods",
    "standing",
    "undo_method_merge",
]
