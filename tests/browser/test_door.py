"""The way in, in a real browser: invited by mail, with a password, and with one that was forgotten."""

from datetime import UTC, datetime

from playwright.async_api import expect

from db.models import Person
from db.vocabulary import PersonStatus
from resolvers import invitations
from tests.browser.conftest import Visit
from tests.browser.mailbox import account_mail_to, opened_mail
from tests.cast import Firm
from tests.letters import PASSWORD, with_password


async def test_an_invitation_by_mail_ends_in_an_account_that_is_signed_in(firm: Firm, visitor: Visit):
    address = f"nora@{firm.slug}.example"
    invited = await invitations.invite_client(firm.tess, address, "Nora", [firm.acorn], datetime.now(UTC))
    nora = await visitor("Nora")
    await opened_mail(await account_mail_to(nora, address), nora)
    await nora.page.get_by_role("link", name="Activate my account").click()
    await expect(nora.page.get_by_label("Email address")).to_have_value(address)
    assert (await Person.get(id=invited.id)).status is PersonStatus.INVITED
    await nora.page.get_by_label("Your name").fill("Nora Niels")
    await nora.page.get_by_label("Password").fill(PASSWORD)
    await nora.page.get_by_role("button", name="Activate my account").click()
    await nora.page.wait_for_url(f"{nora.site.url}/")
    person = await Person.get(id=invited.id)
    assert (person.status, person.name) == (PersonStatus.ACTIVE, "Nora Niels")


async def test_a_wrong_password_is_told_and_the_right_one_lets_in(firm: Firm, visitor: Visit):
    await with_password(firm.cleo.id)
    cleo = await visitor("Cleo")
    cleo.expects("401 POST .*/sign-in")
    await cleo.signs_in(firm.slug, "cleo@client.example", "not this one")
    await expect(cleo.page.get_by_role("alert")).to_be_visible()
    await expect(cleo.page.get_by_label("Email address")).to_have_value("cleo@client.example")
    await expect(cleo.page.get_by_label("Password")).to_be_focused()
    await expect(cleo.page.get_by_label("Password")).to_have_value("")
    await cleo.page.keyboard.type(PASSWORD)
    await cleo.page.keyboard.press("Enter")
    await cleo.page.wait_for_url(f"{cleo.site.url}/")


async def test_a_forgotten_password_is_replaced_by_mail(firm: Firm, visitor: Visit):
    address = f"cleo@{firm.slug}.example"
    await Person.filter(id=firm.cleo.id).update(email=address)
    cleo = await visitor("Cleo")
    await cleo.goes_to(f"/w/{firm.slug}/sign-in")
    await cleo.page.get_by_role("link", name="Forgotten your password?").click()
    await cleo.page.get_by_label("Email address").fill(address)
    await cleo.page.get_by_role("button").click()
    await expect(cleo.page.get_by_role("heading")).to_have_text("Look into your mail")
    await (await account_mail_to(cleo, address)).locator("pre a").first.click()
    await cleo.page.get_by_label("New password").fill(PASSWORD)
    await cleo.page.get_by_role("button").click()
    await expect(cleo.page.get_by_role("status")).to_contain_text("has been changed")
    await cleo.signs_in(firm.slug, address, PASSWORD)
    await cleo.page.wait_for_url(f"{cleo.site.url}/")
