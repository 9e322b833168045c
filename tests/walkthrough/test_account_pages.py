"""The administrator's key on the terminal's page, STS switched off in a region, and CloudTrail's page."""

import html
import re

import pytest
from django.core.management import CommandError, call_command

from playground.assembly.accounts import access_key
from playground.assembly.sandbox import stores
from playground.sandbox.credentials.session_token import Sealer
from playground.sandbox.credentials.user_key import administrator_key
from playground.wire.models import Exchange
from playground.worlds.models import AccountRow, EventRow
from playground.worlds.trail import DatabaseTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(visitor):
    """A visitor who has called STS twice: once let in, once refused by the trust policy."""
    page = visitor()
    given = page.get("/call/").context
    call(page, given["draft"].RoleArn)
    call(page, next(arn for arn, role in given["roles"] if role.name == "PhotoAppAmazon"))
    return page


def call(page, role_arn):
    page.post("/call/send/", {"action": "send", "RoleArn": role_arn, "RoleSessionName": "maya"})


def account_id():
    return AccountRow.objects.get().pk


def text(answer):
    return html.unescape(answer.content.decode())


def test_the_administrators_key_is_shown_masked_and_revealed_on_demand_only(caller):
    page = caller.get("/terminal/")
    key = access_key(account_id())
    assert f"export AWS_ACCESS_KEY_ID={key.access_key_id}" in text(page)
    assert key.secret_access_key not in text(page)
    assert caller.get("/reveal/administrator-secret/").status_code == 405
    assert key.secret_access_key in text(caller.post("/reveal/administrator-secret/"))


def test_the_page_has_the_very_environment_and_a_terraform_provider(caller, settings):
    page = caller.get("/terminal/").context
    assert f"export AWS_ENDPOINT_URL={settings.AWS_URL}\n" in page["administrator_exports"]
    assert re.findall(r"(\w+) += \"http", page["terraform"]) == ["cloudtrail", "iam", "s3", "sts"]
    assert page["terraform"].count(settings.AWS_URL) == 4


@pytest.mark.parametrize(
    ("address", "before"), [("http://localhost:8001", ""), ("http://localhost:9001", "AWS_URL=http://localhost:9001 ")]
)
def test_the_shared_accounts_commands_find_a_server_at_another_address(client, settings, address, before):
    settings.AWS_URL = address
    shown = client.get("/terminal/").context["shared"]
    assert shown.count(f'eval "$({before}.venv/bin/python manage.py ') == 2


def test_the_first_commands_put_into_an_empty_folder_what_they_read(visitor, client):
    assert "aws s3 cp -" not in visitor().get("/terminal/").context["commands"]
    form = client.get("/sign-in/identity-pool/demo/").content.decode()
    standard = dict(re.findall(r'<input class="input" type="text" id="\w+" name="(\w+)" value="([^"]*)"', form))
    assert client.post("/sign-in/identity-pool/demo/", standard | {"person": "guest"}).status_code == 302
    page = client.get("/terminal/").context
    folder = f"s3://photo-app-{page['journey'].account_id}/{page['journey'].sign_in.answer['sub']}/"
    assert page["commands"].splitlines()[2:] == [
        f"echo Hello. | aws s3 cp - {folder}notes.txt",
        f"aws s3 ls {folder}",
        f"aws s3 cp {folder}notes.txt -",
    ]


def test_another_key_takes_the_place_of_the_one_before(caller):
    before = access_key(account_id())
    assert caller.post("/terminal/key/").url == "/terminal/#administrator"
    after = access_key(account_id())
    assert after.access_key_id != before.access_key_id
    assert before.access_key_id not in text(caller.get("/terminal/"))


@pytest.mark.parametrize(
    "path", ["/terminal/key/", "/terminal/region/", "/trail/data-events/", "/reveal/administrator-secret/"]
)
def test_somebody_without_an_account_changes_nothing(client, path):
    assert client.post(path, {"region": "eu-west-1"}).status_code == 404


def test_sts_can_be_switched_off_in_a_region_and_on_again(caller):
    role_arn = f"arn:aws:iam::{account_id()}:role/PhotoAppGoogle"
    caller.post("/terminal/region/", {"region": "eu-west-1", "turn": "off"})
    assert "is off" in text(caller.get("/terminal/"))
    call(caller, role_arn)
    assert "RegionDisabledException" in text(caller.get("/answer/"))
    caller.post("/terminal/region/", {"region": "eu-west-1", "turn": "on"})
    call(caller, role_arn)
    assert "STS said yes" in text(caller.get("/answer/"))


@pytest.mark.parametrize("region", ["us-east-1", "nowhere", ""])
def test_no_other_region_can_be_switched_off(caller, region):
    assert caller.post("/terminal/region/", {"region": region, "turn": "off"}).status_code == 404


def test_cloudtrails_page_shows_each_record_the_newest_first(caller):
    page = caller.get("/trail/")
    records = page.context["records"]
    assert [(one.name, one.service, one.error) for one in records] == [
        ("AssumeRoleWithWebIdentity", "STS", "AccessDenied"),
        ("AssumeRoleWithWebIdentity", "STS", ""),
    ]
    assert '"errorMessage": "An unknown error occurred"' in records[0].text
    assert '<span class="j-k">"eventVersion"</span>' in page.content.decode().replace("&quot;", '"')


def test_the_lines_with_the_subject_are_marked_and_the_page_warns_of_it(caller):
    page = caller.get("/trail/")
    record = page.context["records"][1]
    lines = record.text.split("\n")
    assert {lines[number - 1].split('"')[1] for number in record.marks} == {
        "principalId",
        "userName",
        "subjectFromWebIdentityToken",
    }
    assert "Here it stands in 2 of them, for example <code>107691503500061507151</code>" in text(page)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("name=AssumeRoleWithWebIdentity", 2),
        ("name=CreateRole", 0),
        ("outcome=success", 1),
        ("outcome=failure", 1),
        ("outcome=AccessDenied", 1),
        ("outcome=NoSuchEntity", 0),
        ("source=sts.amazonaws.com", 2),
        ("source=iam.amazonaws.com", 0),
        ("who=107691503500061507151", 2),
        ("who=nobody", 0),
        ("outcome=failure&source=iam.amazonaws.com", 0),
        ("before=0", 0),
        ("before=x", 2),
        ("name=%00", 0),
    ],
)
def test_the_records_can_be_filtered(caller, query, count):
    assert len(caller.get(f"/trail/?{query}").context["records"]) == count


def test_the_list_is_bounded_and_goes_on_page_by_page(caller):
    kept = EventRow.objects.first().event
    for number in range(60):
        DatabaseTrail().record(account_id(), kept | {"eventName": "GetRole", "eventID": str(number)})
    seen, address = [], "/trail/?name=GetRole"
    while address:
        page = caller.get(address)
        seen += [one.number for one in page.context["records"]]
        assert len(page.context["records"]) <= 25
        address = f"/trail/?{page.context['older']}" if page.context["older"] else ""
    assert len(seen) == 60
    assert seen == sorted(seen, reverse=True)


def test_s3s_data_events_are_kept_only_where_the_account_asks_for_them(caller):
    use = {"operation": "GetObject", "bucket": f"photo-app-{account_id()}", "key": "107691503500061507151/notes.txt"}
    call(caller, caller.get("/call/").context["roles"][0][0])
    caller.post("/use/send/", use)
    assert caller.get("/trail/?name=GetObject").context["records"] == []
    caller.post("/trail/data-events/", {"turn": "on"})
    caller.post("/use/send/", use)
    assert [one.kind for one in caller.get("/trail/?name=GetObject").context["records"]] == ["data"]


def test_nobody_sees_the_records_of_another(caller, client):
    stranger = type(client)()
    assert "records" not in stranger.get("/trail/").context
    assert "107691503500061507151" not in text(stranger.get("/trail/"))


def test_what_a_token_says_of_its_holder_stays_text(caller):
    kept = EventRow.objects.last().event
    kept["userIdentity"] |= {"userName": "<script>alert(1)</script>"}
    DatabaseTrail().record(account_id(), kept)
    assert b"<script>alert" not in caller.get("/trail/").content


def test_no_secret_of_the_key_is_on_the_wire(caller):
    caller.get("/terminal/")
    caller.post("/reveal/administrator-secret/")
    secret = access_key(account_id()).secret_access_key
    assert not Exchange.objects.filter(response_body__contains=secret).exists()


def test_the_command_with_another_secret_key_makes_nobodys_key_useless(caller, capsys):
    number, theirs = account_id(), Sealer(["the server's own secret key, which this process was not told"])
    key = administrator_key(stores().accounts, theirs, number, 0.0, anew=True)
    with pytest.raises(CommandError, match="sealed with another SECRET_KEY: run this with the server's own"):
        call_command("access_key", account=number)
    assert administrator_key(stores().accounts, theirs, number, 0.0) == key
    call_command("access_key", account=number, new=True)
    assert access_key(number).access_key_id in capsys.readouterr().out
