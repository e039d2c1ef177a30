"""What needs care: found, counted on the admin's start page, shown in the filtered list."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from contacts.models import Contact
from portal.dates import months_before
from portal.models import Image, Page
from strategy.models import CoreActivity, Milestone, ProgressReport
from tests.builders import (
    a_contact,
    a_core_activity,
    a_milestone,
    a_page,
    a_press_release,
    a_progress_report,
    an_image,
)
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in

pytestmark = pytest.mark.django_db
START = "/de/admin/"


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def work_list_of(client):
    return links_of(client.get(START), **{"class": "work-list"})


def signed_in(client, *permissions):
    user = User.objects.create_user("redaktion", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    sign_in(client, user)
    return client


# Which rows need care


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2024, 6, 17), 12, date(2023, 6, 17)),
        (date(2024, 1, 31), 1, date(2023, 12, 31)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 6, 17), 30, date(2021, 12, 17)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day, months, earlier):
    assert months_before(day, months) == earlier


def test_core_activities_not_confirmed_for_long_are_found(settings):
    settings.CONFIRM_AFTER_MONTHS = 2
    limit = months_before(timezone.localdate(), 2)
    a_core_activity(slug="nie")
    a_core_activity(slug="lange-her", last_confirmed_on=limit - timedelta(days=1))
    a_core_activity(slug="gerade-noch", last_confirmed_on=limit)
    a_core_activity(slug="entwurf", is_public=False)

    assert [a.slug for a in CoreActivity.objects.unconfirmed()] == ["lange-her", "nie"]


def test_contacts_past_their_last_day_are_found():
    a_contact(slug="fort", ends_on=days_ago(1))
    a_contact(slug="letzter-tag", ends_on=days_ago(0))
    a_contact(slug="da")

    assert [contact.slug for contact in Contact.objects.gone()] == ["fort"]


def test_contacts_in_charge_of_nothing_are_found():
    a_contact(slug="fort", ends_on=days_ago(1))
    a_contact(slug="nichts")
    a_contact(slug="worte", responsible_for_de="Alle Fragen")
    a_contact(slug="stellvertretung")
    a_contact(slug="vertreten", responsible_for_de="Presse", deputy=Contact.objects.get(slug="stellvertretung"))
    a_press_release(contact=a_contact(slug="presse"))
    a_core_activity().activity_contacts.create(contact=a_contact(slug="projekt"))

    assert [contact.slug for contact in Contact.objects.in_charge_of_nothing()] == ["nichts"]


def test_pictures_without_description_or_credit_are_found():
    good = an_image()
    decorative = an_image(is_decorative=True, alt_text_de="", alt_text_en="")
    silent = an_image(alt_text_de="")
    nameless = an_image(credit="")
    unlicensed = an_image(licence="")

    assert list(Image.objects.undescribed()) == [silent]
    assert list(Image.objects.without_credit()) == [unlicensed, nameless]
    assert {good, decorative} <= set(Image.objects.all())


def test_pictures_that_nothing_shows_are_found():
    unused, in_news, in_project = an_image(), an_image(), an_image()
    a_press_release().press_release_images.create(image=in_news)
    a_core_activity().activity_images.create(image=in_project)

    assert list(Image.objects.unused()) == [unused]


def test_texts_whose_english_is_missing_are_found():
    a_page("beide", body_de="<p>Text</p>", body_en="<p>Text</p>")
    a_page("ohne-titel", title_en="")
    a_page("ohne-text", body_de="<p>Text</p>")
    a_page("leer")

    assert [page.slug for page in Page.objects.without_english()] == ["ohne-text", "ohne-titel"]


@pytest.mark.parametrize(
    ("reported", "differs"),
    [
        ({"fixed": 4}, False),
        ({"fixed": 5}, True),
        ({"fixed": 4, "implemented": 2, "ongoing": 1, "discontinued_or_merged": 1}, False),
        ({"fixed": 4, "implemented": 1, "ongoing": 2, "discontinued_or_merged": 1}, True),
    ],
)
def test_the_newest_official_counts_are_compared_with_what_is_recorded(reported, differs):
    for status in ("implemented", "permanent", "ongoing", "discontinued"):
        a_core_activity(status)
    a_core_activity("ongoing", is_public=False)
    a_progress_report("2020-01-01", fixed=99)
    newest = a_progress_report("2024-06-17", **reported)

    assert list(ProgressReport.objects.differing()) == ([newest] if differs else [])


def test_without_official_counts_nothing_differs():
    a_core_activity()

    assert list(ProgressReport.objects.differing()) == []


# The start page


def test_the_start_page_lists_what_needs_care_and_leads_to_it(admin_client):
    a_core_activity(title_de="Bänke")
    a_core_activity(title_de="Bäume", last_confirmed_on=days_ago(1))
    a_contact(ends_on=days_ago(1))
    a_milestone("2020", is_planned=True, title_en="")

    response = admin_client.get(START)

    assert links_of(response, **{"class": "work-list"}) == [
        ("Kontakte: letzter Tag ist vorbei", "/de/admin/contacts/contact/?care=gone"),
        ("Meilensteine: geplanter Termin ist vorbei", "/de/admin/strategy/milestone/?care=overdue"),
        ("Meilensteine: Englisch fehlt", "/de/admin/strategy/milestone/?care=without_english"),
        ("Kernaktivitäten: lange nicht bestätigt", "/de/admin/strategy/coreactivity/?care=unconfirmed"),
    ]
    assert text_of(response, **{"class": "work-list"}).endswith("Kernaktivitäten: lange nicht bestätigt 1")


def test_each_entry_of_the_work_list_leads_to_as_many_rows_as_it_counts(admin_client):
    a_core_activity(body_de='<p><a href="/de/projekte/nie/">nie</a></p>')
    a_core_activity(last_confirmed_on=days_ago(1))
    a_contact(ends_on=days_ago(1))
    a_contact()
    an_image(alt_text_de="", credit="")
    a_page(body_en='<p><a href="/en/projects/nie/">never</a></p>', title_en="")
    a_progress_report("2024-06-17", fixed=99)
    a_milestone("2020", is_planned=True)

    tasks = admin_client.get(START).context["work_list"]
    counts = {task.key: admin_client.get(task.path).context["cl"].result_count for task in tasks}

    assert counts == {task.key: task.count for task in tasks}
    assert sorted(counts) == [
        "contacts.contact.gone",
        "contacts.contact.in_charge_of_nothing",
        "portal.image.undescribed",
        "portal.image.unused",
        "portal.image.without_credit",
        "portal.page.with_dead_links",
        "portal.page.without_english",
        "strategy.coreactivity.unconfirmed",
        "strategy.coreactivity.with_dead_links",
        "strategy.coreactivity.without_english",
        "strategy.milestone.overdue",
        "strategy.progressreport.differing",
    ]


def test_the_start_page_says_that_nothing_is_to_be_done(admin_client):
    a_core_activity(last_confirmed_on=days_ago(1))

    text = text_of(admin_client.get(START), **{"class": "work-list"})

    assert text == "Ihre Arbeitsliste Es ist nichts zu tun: Alles, was Sie betreuen, ist in Ordnung."


def test_each_sees_only_what_they_may_change(client):
    a_core_activity()
    a_contact()
    keeper = signed_in(client, "change_contact", "view_coreactivity")

    assert work_list_of(keeper) == [
        ("Kontakte: für nichts zuständig", "/de/admin/contacts/contact/?care=in_charge_of_nothing")
    ]


def test_who_is_not_signed_in_sees_no_work_list(client):
    a_core_activity()

    response = client.get(START)

    assert response.status_code == 302
    assert response["Location"] == "/de/admin/login/?next=/de/admin/"


def test_the_page_of_one_app_shows_no_work_list(admin_client):
    a_core_activity()

    assert text_of(admin_client.get("/de/admin/strategy/"), **{"class": "work-list"}) == ""


def test_a_list_is_not_filtered_by_anything_else_than_what_may_need_care(admin_client):
    a_core_activity()

    response = admin_client.get("/de/admin/strategy/coreactivity/?care=delete")

    assert response.context["cl"].result_count == 1
    assert CoreActivity.objects.count() == 1


@pytest.mark.parametrize("count", [10, 1000])
def test_the_start_page_costs_the_same_however_much_there_is_to_do(admin_client, django_assert_num_queries, count):
    link = '<p><a href="/de/projekte/nie/">nie</a></p>'
    CoreActivity.objects.bulk_create(
        CoreActivity(slug=f"projekt-{n}", title_de=f"Projekt {n}", body_de=link, is_public=True) for n in range(count)
    )
    Milestone.objects.bulk_create(
        Milestone(title_de=f"Ereignis {n}", starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1), is_planned=True)
        for n in range(count)
    )

    with django_assert_num_queries(18):
        response = admin_client.get(START)

    assert {task.name: task.count for task in response.context["work_list"] if task.model is CoreActivity} == {
        "unconfirmed": count,
        "with_dead_links": count,
        "without_english": count,
    }
