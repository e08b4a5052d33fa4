"""What the desk itself keeps."""

from catalogue.desk.models.method_import import ImportedRow, MethodImport

__all__ = ["ImportedRow", "MethodImport"]
