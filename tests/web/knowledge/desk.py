"""An admin at the pages of the knowledge base: opens a form, changes some fields of it, sends it as a browser would."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.web.browsing import Answer, Browser

EDIT = "/admin/knowledge/edit"
_SENT = ("input", "select", "textarea")


@dataclass
class Form:
    """A form as it was shown, and how its fields are filled in."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, changed: Mapping[str, str]) -> list[tuple[str, str]]:
        names = {name for name, _ in self.fields}
        assert changed.keys() <= names | {"do"}, changed.keys() - names
        kept = [(name, value) for name, value in self.fields if name not in changed and name != "form"]
        return [*kept, *changed.items()]


@dataclass(frozen=True, slots=True)
class Admin:
    browser: Browser

    async def shown(self, address: str) -> str:
        """A page of the content; it is there."""
        answer = await self.browser.get(f"{EDIT}/{address}")
        assert answer.status == 200, answer.text
        return answer.text

    async def form(self, address: str) -> Form:
        return forms(await self.shown(address))[f"{EDIT}/{address}"]

    async def send(self, form: Form, **changed: str) -> Answer:
        """Names of fields with `__` for the points."""
        return await self.browser.post(form.action, form.filled({k.replace("__", "."): v for k, v in changed.items()}))

    async def change(self, address: str, **changed: str) -> Answer:
        answer = await self.send(await self.form(address), **changed)
        assert answer.status == 303, answer.text
        return answer

    async def value(self, address: str, name: str) -> str:
        """What stands in a field."""
        return dict((await self.form(address)).fields)[name]

    async def page(self, path: str) -> str:
        answer = await self.browser.get(f"/admin/knowledge{path}")
        assert answer.status == 200, answer.text
        return answer.text

    async def take_back(self, document: str = "*") -> Answer:
        """Throw away what was changed in a document, or everything."""
        shown = forms(await self.page("/changes")).get("/admin/knowledge/changes/throw-away")
        told = {"document": document, "draft": dict(shown.fields)["draft"] if shown is not None else ""}
        return await self.browser.post("/admin/knowledge/changes/throw-away", told)

    async def publish(self, note: str = "Prov") -> Answer:
        shown = forms(await self.page("/publish"))["/admin/knowledge/publish"]
        return await self.browser.post(shown.action, shown.filled({"note": note}))


def forms(page: str) -> dict[str, Form]:
    """The forms of a page by where they are sent; of several that are sent to the same place the last one."""
    reader = _Reader()
    reader.feed(page)
    return {form.action: form for form in reader.forms}


class _Reader(HTMLParser):
    """Fields with the values that a browser would send of them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self._area = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", "")))
        elif (
            tag == "input" and told.get("name") and ("checked" in told or told.get("type") not in ("checkbox", "radio"))
        ):
            self.forms[-1].fields.append((told["name"], told.get("value", "")))
        elif tag == "select":
            self._select = told["name"]
            self.forms[-1].fields.append((self._select, ""))
        elif tag == "option" and "selected" in told:
            self.forms[-1].fields[-1] = (self._select, told.get("value", ""))
        elif tag == "textarea":
            self._area, self._text = told["name"], ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1].fields.append((self._area, self._text.removeprefix("\n")))
            self._area = ""
