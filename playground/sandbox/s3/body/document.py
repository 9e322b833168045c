"""XML that clients send: read with nothing but elements and their text. What declares a document type is no such document.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html
A document type could hold entities that grow without bound (https://owasp.org/www-community/vulnerabilities/XML_External_Entity_Processing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.body.payload import read_payload

LARGEST_DOCUMENT = 1024 * 1024  # bytes
_MESSAGE = "The XML you provided was not well-formed or did not validate against our published schema"


@dataclass
class Element:
    """An element without its namespace; attributes say nothing to S3."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> str | None:
        """The text of the first child of that name, or None."""
        found = self.all(name)
        return found[0].text if found else None


def check_children(element: Element, once: str = "", often: str = "") -> None:
    """Raises MalformedXML for a child that is not named (words), or that is there twice where it should be once."""
    names = [child.name for child in element.children]
    if any(name not in often.split() and (name not in once.split() or names.count(name) > 1) for name in names):
        raise malformed()


def malformed(*_why: object) -> AwsError:
    """MalformedXML, 400."""
    return AwsError("MalformedXML", _MESSAGE)


def read_document(call: Call, root: str, *, of_body: bool = True) -> Element:
    """The document in the body, whose checksums are compared too. Raises AwsError, MalformedXML for one with another root."""
    body, _ = read_payload(call, of_body=of_body)
    if not body:
        raise AwsError("MissingRequestBodyError", "Request Body is empty")
    if len(body) > LARGEST_DOCUMENT:
        raise AwsError("MaxMessageLengthExceeded", "Your request was too big.", 400)
    element = parse(body)
    if element.name != root:
        raise malformed()
    return element


def parse(body: bytes) -> Element:
    """The document of these bytes. Raises MalformedXML."""
    top = Element("")
    open_: list[Element] = [top]

    def start(name: str, _attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(" ")[2])
        open_[-1].children.append(element)
        open_.append(element)

    def end(_name: str) -> None:
        open_.pop()

    def text(data: str) -> None:
        open_[-1].text += data

    def doctype(*_: object) -> None:
        raise malformed()

    parser = expat.ParserCreate(namespace_separator=" ")  # a prefix that nothing declares is refused
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise malformed() from error
    return top.children[0]
