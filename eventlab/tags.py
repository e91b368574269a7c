"""What WeasyPrint's tags lack for a screen reader (PDF/UA-1), mended before a PDF is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

PRINTED = 4  # the flag of an annotation that paper shows too
SILENT = "/Artifact"  # the kind of an element that hangs on no branch of ours
_MARKED = re.compile(rb"/\w+ <</MCID (\d+)>> BDC")


def watch() -> None:
    """Have WeasyPrint leave out what no reader should say, and name links by their words.

    What is ``aria-hidden`` and the dots of a table of contents are then hung on no branch of the
    tree, as running heads are: ``mend`` makes artifacts of them.
    """
    from pydyf import Array, String
    from weasyprint.document import Page
    from weasyprint.pdf import tags

    build: Callable[..., Iterator[Any]] = tags._build_box_tree

    def watched(box: Any, *more: Any) -> Iterator[Any]:
        placed = getattr(box, "_box", box)  # of what stands in an absolute place
        branch = build(box, *more)
        if placed.link_annotation and (words := _words(placed.element)):
            placed.link_annotation["Contents"] = String(words)
        if not _is_silent(placed):
            yield from branch
            return
        for element in branch:
            element["S"] = SILENT

    tags._build_box_tree = watched
    paint = Page.paint

    def pressed(page: Any, stream: Any, scale: float = 1) -> None:
        paint(page, stream, scale)
        # Many thousands of small pieces are kept until the last page is drawn: one is enough.
        stream.stream[:] = [Array(stream.stream).data[1:-1]]

    Page.paint = pressed


def _is_silent(box: Any) -> bool:
    hidden = box.element is not None and box.element.get("aria-hidden") == "true"
    return hidden or bool(getattr(box, "is_leader", False))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def mend(_document: Any, pdf: Any) -> None:
    """Say which way each header cell counts; make running heads what they are: no text of ours.

    Takes out empty elements too, which a reader would stop at.
    """
    kinds = [one for one in pdf.objects if isinstance(one, dict)]
    for one in kinds:
        if one.get("S") == "/TH":
            one["A"]["Scope"] = "/Column" if _within(pdf, one, "/THead") else "/Row"
        elif one.get("Subtype") == "/Link":
            one["F"] = PRINTED
    _drop_empty(pdf, _object(pdf, pdf.catalog["StructTreeRoot"]))
    _set_heads_apart(pdf)


def _object(pdf: Any, reference: Any) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    return pdf.objects[int(text.split()[0])]


def _is_reference(one: Any) -> bool:
    return isinstance(one, (bytes, str)) and str(one).strip("b'").endswith(" R")


def _within(pdf: Any, element: Any, kind: str) -> bool:
    while element.get("S") != kind:
        if "P" not in element:
            return False
        element = _object(pdf, element["P"])
    return True


def _drop_empty(pdf: Any, element: Any) -> bool:
    """Whether nothing is in an element; what is empty in it is gone then."""
    kept = []
    for kid in element.get("K", ()):
        inner = _object(pdf, kid) if _is_reference(kid) else None
        structural = inner is not None and "S" in inner
        if not (structural and _drop_empty(pdf, inner)):
            kept.append(kid)
    if "K" in element:
        element["K"][:] = kept
    return not kept and element.get("S") in ("/Span", "/NonStruct", "/Link")


def _set_heads_apart(pdf: Any) -> None:
    """Mark as artifacts what WeasyPrint tagged and hung on no branch of the tree.

    What ``watch`` kept off it belongs to the layout, the rest (in the margins) to the pages.
    Links there go: whoever cannot see them would be led to nothing.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    hung = set()
    branches = list(root["K"])
    while branches:
        one = branches.pop()
        if _is_reference(one):
            element = _object(pdf, one)
            hung.add(id(element))
            branches.extend(element.get("K", ()))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for page, reference in enumerate(pdf.page_references):
        sheet = _object(pdf, reference)
        if "Annots" in sheet:
            sheet["Annots"][:] = [
                one
                for one in sheet["Annots"]
                if "StructParent" in (note := _object(pdf, one))
                and id(_object(pdf, numbers[2 * note["StructParent"] + 1])) in hung
            ]
        stream = _object(pdf, sheet["Contents"])
        owners = numbers[2 * page + 1]
        apart = {}
        for mcid, owner in enumerate(owners):
            if id(element := _object(pdf, owner)) not in hung:
                owners[mcid] = "null"
                apart[mcid] = b"/Layout" if _within(pdf, element, SILENT) else b"/Pagination"
        stream.stream[:] = [_as_artifacts(stream.stream[0], apart)]


def _as_artifacts(drawn: bytes, kinds: dict[int, bytes]) -> bytes:
    def told(found: re.Match[bytes]) -> bytes:
        kind = kinds.get(int(found[1]))
        return b"/Artifact <</Type %b>> BDC" % kind if kind else found[0]

    return _MARKED.sub(told, drawn)
