"""The demo people: everybody has an account at every stand-in, and each has a claim worth testing a policy against."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as.  slug is also the source identity.

    google_sub: 21 digits.  amazon_user_id: `amzn1.account.` and 28 base32 characters.  facebook_id: 17 digits.
    hosted_domain: "" for a private Google account, which has no `hd`.
    on_android: the app's Android client asks Google for the token, so `azp` is not `aud`.
    department, cost_center: become session tags.
    """

    slug: str
    given_name: str
    family_name: str
    email: str
    google_sub: str
    amazon_user_id: str
    facebook_id: str
    department: str
    cost_center: str
    hosted_domain: str = ""
    email_verified: bool = True
    on_android: bool = False

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.given_name} {self.family_name}"

    @property
    def names(self) -> dict[str, str]:
        """The names as OpenID Connect's claims."""
        return {"name": self.name, "given_name": self.given_name, "family_name": self.family_name}

    @property
    def cognito_sub(self) -> str:
        """The `sub` in the user pool: a UUID."""
        return str(uuid5(NAMESPACE_URL, f"https://cognito-idp.example.com/{self.slug}"))

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        return self.given_name[0] + self.family_name[0]


MAYA = Person(
    slug="maya",
    given_name="Maya",
    family_name="Okafor",
    email="maya@example.com",
    hosted_domain="example.com",
    google_sub="107691503500061507151",
    amazon_user_id="amzn1.account.AFKDEMO7J3XWQ2LMN5PZRHTV4Y6B",
    facebook_id="10158849207311507",
    department="Engineering",
    cost_center="987654",
)
TOMAS = Person(
    slug="tomas",
    given_name="Tomás",
    family_name="Lindqvist",
    email="tomas@example.net",
    google_sub="114203857746290880024",
    amazon_user_id="amzn1.account.AGQ5DEMO3WTZ6VKY2RXMB7PHLC4N",
    facebook_id="10221753964028800",
    department="Support",
    cost_center="246801",
)
PRIYA = Person(
    slug="priya",
    given_name="Priya",
    family_name="Raman",
    email="priya@example.org",
    email_verified=False,
    google_sub="101948276630517415530",
    amazon_user_id="amzn1.account.AHN2DEMO6CRY4LQXW5VTKZ3B7MPJ",
    facebook_id="10164270951834155",
    department="Finance",
    cost_center="135792",
)
JUN = Person(
    slug="jun",
    given_name="Jun",
    family_name="Sato",
    email="jun@example.com",
    on_android=True,
    google_sub="118350649210734192747",
    amazon_user_id="amzn1.account.AEBXDEMO5Z2LVNQ7HWR4KTY3MC6P",
    facebook_id="10211638402591927",
    department="Design",
    cost_center="864209",
)

PEOPLE: tuple[Person, ...] = (MAYA, TOMAS, PRIYA, JUN)
BY_SLUG = {person.slug: person for person in PEOPLE}
