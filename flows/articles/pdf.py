"""A PDF document to the text of its text layer and what it says about itself."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from flows.articles.dates import Stamp
from flows.articles.metadata import Metadata
from flows.articles.records import UnreadablePageError

MOST_PAGES = 300


def read_pdf(data: bytes) -> tuple[str, Metadata]:
    """Read the text layer, page after page, parted by an empty line, and the document's own title, author and day.

    Scanned pages without a text layer give nothing. The day is that of the document's making.
    Raises UnreadablePageError: unreadable-page, too-long.
    """
    try:
        document = PdfReader(BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise UnreadablePageError("unreadable-page", "the document is locked by a password")
        if len(document.pages) > MOST_PAGES:
            raise UnreadablePageError("too-long", f"the document has more than {MOST_PAGES} pages")
        text = "\n\n".join(page.extract_text() for page in document.pages)
        told = document.metadata
        made = told.creation_date if told else None
    except PdfReadError as error:
        raise UnreadablePageError("unreadable-page", f"the document is broken: {error}") from error
    return text, Metadata(
        canonical_url=None,
        title=told.title if told else None,
        publisher=None,
        language=None,
        authors=(told.author,) if told and told.author else (),
        published=Stamp(made.date(), made if made.tzinfo else None) if made else None,
        evidence="meta" if made else None,
        modified_at=None,
    )
