"""One method as a Word document."""

from catalogue.methods.models import WorkMethod
from catalogue.public.word.method_pages import MethodPages
from catalogue.word.elements import Headings, paragraph, run
from catalogue.word.frame import new_document, saved


def method_document(method: WorkMethod, address: str) -> bytes:
    """The file of a method loaded `with_parts`, in the page's language."""
    title = method.title or str(method)
    body = [paragraph(run(title), style="Title")]
    if method.other_title and method.other_title != method.title:
        body.append(paragraph(run(method.other_title), style="Subtitle"))
    body += MethodPages(method, Headings(), level=1, address=address).body()
    return saved(new_document(title), body)
