"""What the desk itself keeps."""

from catalogue.desk.models.method_import import ImportedRow, MethodImport
from catalogue.desk.models.promotion_import import PromotionImport

__all__ = ["ImportedRow", "MethodImport", "PromotionImport"]
