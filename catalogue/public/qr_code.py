"""Addresses as QR codes, drawn here: no address of a reader goes to anybody else."""

import io

import segno

# White around the code, in modules: ISO/IEC 18004 asks for four.
QUIET_ZONE = 4


def qr_code(address: str) -> bytes:
    """The address as an SVG picture, black on white, without a size of its own."""
    picture = io.BytesIO()
    # "M" still reads with 15 % of the code worn off the paper.
    segno.make(address, error="m", micro=False).save(
        picture,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return picture.getvalue()
