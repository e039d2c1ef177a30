from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from contacts.models import Contact, OrganisationalUnit
from tests.builders import a_contact, a_core_activity, a_unit

pytestmark = pytest.mark.django_db


def days_from_today(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("language", "message"),
    [("de", "Niemand kann sich selbst vertreten."), ("en", "Nobody can be their own deputy.")],
)
def test_a_contact_that_deputises_for_itself_is_refused_with_a_message(language, message):
    contact = a_contact()
    contact.deputy = contact

    with override(language), pytest.raises(ValidationError) as refusal:
        contact.full_clean()

    assert refusal.value.messages == [message]


def test_a_contact_that_deputises_for_itself_is_refused_by_the_database():
    contact = a_contact()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(deputy=contact)


def test_a_contact_may_have_another_one_as_deputy_or_none():
    contact, deputy = a_contact(), a_contact()

    contact.full_clean()
    contact.deputy = deputy
    contact.full_clean()
    contact.save()

    assert Contact.objects.get(pk=contact.pk).deputy == deputy


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Eine Stelle kann nicht zu sich selbst gehören."),
        ("en", "A unit cannot belong to itself."),
    ],
)
def test_a_unit_that_belongs_to_itself_is_refused_with_a_message(language, message):
    unit = a_unit()
    unit.parent = unit

    with override(language), pytest.raises(ValidationError) as refusal:
        unit.full_clean()

    assert refusal.value.messages == [message]


def test_a_unit_that_belongs_to_itself_is_refused_by_the_database():
    unit = a_unit()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationalUnit.objects.filter(pk=unit.pk).update(parent=unit)


def test_a_unit_may_belong_to_another_one_or_to_none():
    unit, parent = a_unit(), a_unit()

    unit.full_clean()
    unit.parent = parent
    unit.full_clean()
    unit.save()

    assert OrganisationalUnit.objects.get(pk=unit.pk).parent == parent


@pytest.mark.parametrize(
    ("is_public", "days", "is_published"),
    [
        (True, None, True),
        (True, 1, True),
        (True, 0, True),  # the last day counts
        (True, -1, False),
        (False, None, False),
        (False, 1, False),
    ],
)
def test_a_contact_is_published_while_it_is_public_and_its_last_day_has_not_passed(is_public, days, is_published):
    contact = a_contact(is_public=is_public, ends_on=None if days is None else days_from_today(days))
    other = a_contact(deputy=contact)

    assert contact.is_published is is_published
    assert Contact.objects.published().filter(pk=contact.pk).exists() is is_published
    assert other.published_deputy == (contact if is_published else None)


def test_a_contact_without_deputy_has_no_published_one():
    assert a_contact().published_deputy is None


def test_a_contact_loses_its_deputy_when_that_one_is_deleted():
    deputy = a_contact()
    contact = a_contact(deputy=deputy)

    deputy.delete()

    assert Contact.objects.get(pk=contact.pk).deputy is None


def test_the_address_of_a_unit_is_made_from_its_german_name_and_free():
    a_unit(slug="amt-fuer-stadtplanung")
    unit = OrganisationalUnit(name_de="Amt für Stadtplanung", name_en="Planning office")

    unit.full_clean()

    assert unit.slug == "amt-fuer-stadtplanung-2"


def test_a_department_is_listed_with_its_own_public_core_activities():
    department, city = a_unit(), a_unit()
    own = a_core_activity(organisation=city)
    draft = a_core_activity(organisation=city, is_public=False)
    own.departments.add(department)
    draft.departments.add(department)

    found = OrganisationalUnit.objects.in_directory().get(pk=department.pk)

    assert found.directory_core_activities == [own]


def test_an_organisation_is_listed_with_the_public_core_activities_it_runs():
    company = a_unit()
    run = a_core_activity(organisation=company)
    a_core_activity(organisation=company, is_public=False)
    a_core_activity()

    found = OrganisationalUnit.objects.in_directory().get(pk=company.pk)

    assert found.directory_core_activities == [run]
