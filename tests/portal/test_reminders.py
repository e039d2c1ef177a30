"""The weekly mail with the work list."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.care import send_reminders
from portal.models import Reminder
from tests.builders import a_contact, a_core_activity

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.PUBLIC_ADDRESS = "https://strategie.example.org"


def staff(name, *permissions, **values):
    defaults = {"email": f"{name}@example.org", "is_staff": True}
    user = User.objects.create_user(name, **{**defaults, **values})
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def test_each_gets_one_mail_with_all_that_they_may_change(mailoutbox):
    a_core_activity()
    a_contact(ends_on=timezone.localdate() - timedelta(days=1))
    staff("anna", "change_coreactivity", "publish_coreactivity", "change_contact")
    staff("ben", "change_contact")

    assert send_reminders(MONDAY) == (2, 0)

    assert [mail.to for mail in mailoutbox] == [["anna@example.org"], ["ben@example.org"]]
    assert mailoutbox[1].subject == "Bochum Strategie: Ihre Arbeitsliste"
    assert mailoutbox[1].body == (
        "Guten Tag,\n"
        "\n"
        "im Portal der Bochum Strategie ist dies zu tun:\n"
        "\n"
        "1 × Kontakte: letzter Tag ist vorbei\n"
        "https://strategie.example.org/de/admin/contacts/contact/?care=gone\n"
        "\n"
        "Die ganze Liste finden Sie auf der Startseite der Redaktion:\n"
        "https://strategie.example.org/de/admin/\n"
        "\n"
        "Sie erhalten diese Nachricht höchstens einmal in der Woche und nur, wenn etwas zu tun ist.\n"
    )
    assert "lange nicht bestätigt" in mailoutbox[0].body


def test_who_has_nothing_to_do_or_cannot_be_told_gets_no_mail(mailoutbox):
    a_core_activity()
    staff("aufsicht", "view_coreactivity")
    staff("autorin", "change_coreactivity")  # who may not publish cannot confirm what is public
    staff("kontakte", "change_contact")
    staff("ohne-adresse", "change_coreactivity", "publish_coreactivity", email="")
    staff("fort", "change_coreactivity", "publish_coreactivity", is_active=False)
    staff("gast", "change_coreactivity", "publish_coreactivity", is_staff=False)

    assert send_reminders(MONDAY) == (0, 0)
    assert mailoutbox == []
    assert not Reminder.objects.exists()


def test_nobody_is_told_twice_in_one_week(mailoutbox):
    a_core_activity()
    staff("anna", "change_coreactivity", "publish_coreactivity")
    days = [MONDAY, MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)]

    told = [send_reminders(day)[0] for day in days]

    assert told == [1, 0, 0, 1]
    assert len(mailoutbox) == 2


def test_a_second_run_at_the_same_time_finds_the_week_noted_before_the_mail_goes_out(mailoutbox, monkeypatch):
    a_core_activity()
    staff("anna", "change_coreactivity", "publish_coreactivity")
    send_messages, told = EmailBackend.send_messages, []

    def meanwhile(backend, messages):
        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
        told.append(send_reminders(MONDAY))
        return send_messages(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", meanwhile)

    assert send_reminders(MONDAY) == (1, 0)
    assert told == [(0, 0)]
    assert len(mailoutbox) == 1


def test_who_could_not_be_told_is_told_by_the_next_run(mailoutbox, monkeypatch, settings):
    a_core_activity()
    staff("anna", "change_coreactivity", "publish_coreactivity")
    staff("ben", "change_coreactivity", "publish_coreactivity")
    send_messages = EmailBackend.send_messages

    def refuse_anna(backend, messages):
        if messages[0].to == ["anna@example.org"]:
            raise ConnectionRefusedError
        return send_messages(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_anna)
    assert send_reminders(MONDAY) == (1, 1)
    monkeypatch.undo()
    settings.PUBLIC_ADDRESS = "https://strategie.example.org"

    assert send_reminders(MONDAY) == (1, 0)
    assert [mail.to for mail in mailoutbox] == [["ben@example.org"], ["anna@example.org"]]


def test_the_mail_is_german_whatever_language_is_active(mailoutbox):
    a_core_activity()
    staff("anna", "change_coreactivity", "publish_coreactivity")

    call_command("send_reminders")

    assert mailoutbox[0].body.startswith("Guten Tag,")


def test_the_command_says_how_many_were_told(mailoutbox, capsys):
    a_core_activity()
    staff("anna", "change_coreactivity", "publish_coreactivity")

    call_command("send_reminders")
    call_command("send_reminders")

    assert capsys.readouterr().out == "1 mails sent.\n0 mails sent.\n"


def test_the_command_needs_the_public_address(settings):
    settings.PUBLIC_ADDRESS = ""

    with pytest.raises(CommandError, match="Set PUBLIC_ADDRESS"):
        call_command("send_reminders")
