"""The files of the register, read line by line; a fault names line and column."""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from catalogue.data_files import DataFileError, Row


@dataclass(frozen=True)
class RegisterFile:
    """A file of the register, plain or in gzip, and the columns it must have."""

    path: Path
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.name

    def sha256(self) -> str:
        """The checksum of the file as it lies on disk."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row; raises DataFileError at a broken one."""
        reader = csv.reader(self._lines(), strict=True)
        try:
            yield from self._checked(reader)
        except csv.Error as error:
            raise self.fault(
                reader.line_num, f"{error}; expected CSV with quoted fields closed."
            ) from None

    def row(self, line: int, cells: list[str]) -> Row:
        """One row by its columns."""
        return Row(self.name, line, dict(zip(self.columns, cells, strict=True)))

    def fault(self, line: int, sentence: str) -> DataFileError:
        return DataFileError(f"{self.name}, line {line}: {sentence}")

    def _checked(self, reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
        numbered = enumerate(reader, 1)
        _line, header = next(numbered, (1, []))
        if tuple(header) != self.columns:
            raise self.fault(
                1,
                f"found the columns “{','.join(header)[:80]}”, "
                f"expected “{','.join(self.columns)}”.",
            )
        width = len(self.columns)
        for line, cells in numbered:
            if len(cells) != width:
                raise self.fault(line, f"found {len(cells)} columns, expected {width}.")
            yield line, cells

    def _lines(self) -> Iterator[str]:
        line = 0
        try:
            with self._open() as stream:
                for line, raw in enumerate(stream, 1):
                    yield raw.decode("utf-8-sig" if line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise self.fault(
                line,
                f"byte {error.start + 1} of the line is not UTF-8; "
                "expected a file saved as UTF-8.",
            ) from None
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise self.fault(
                line + 1, "the gzip data break off; expected a whole gzip file."
            ) from None

    def _open(self) -> gzip.GzipFile | BinaryIO:
        if self.path.suffix == ".gz":
            return gzip.open(self.path, "rb")
        return self.path.open("rb")


def register_file(folder: Path, name: str, columns: tuple[str, ...]) -> RegisterFile:
    """The file `name`.csv.gz or `name`.csv; raises DataFileError if there is none."""
    for path in (folder / f"{name}.csv.gz", folder / f"{name}.csv"):
        if path.is_file():
            return RegisterFile(path, columns)
    raise DataFileError(f"{name}.csv.gz is missing in {folder}.")
