"""Telephone numbers: typed in any spelling, shown as is usual in Germany, dialled by a link. Pure functions."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GERMANY = "DE"
# The library would read letters as digits, as on the keys of a telephone.
SPELLING = re.compile(r"[\d\s()+/.–-]+")
EXTENSION = re.compile(r"\d\s?[-–]\s?(\d{1,6})$")


def parsed(text):
    """The number that a text stands for; None if nothing in Germany or abroad has such a number."""
    if not SPELLING.fullmatch(text):
        return None
    try:
        number = phonenumbers.parse(text, GERMANY)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) or is_short(number) else None


def is_short(number):
    """Such as 115, which is dialled as it is."""
    return phonenumbers.is_valid_short_number_for_region(number, GERMANY)


def in_german_form(text):
    """Area code, blank, number; the hyphen before an extension stays: 0234 910-0. What is no number stays as it is."""
    number = parsed(text)
    if number is None or is_short(number):
        return text
    if phonenumbers.region_code_for_number(number) != GERMANY:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    area, _blank, rest = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL).rpartition(" ")
    extension = EXTENSION.search(text.strip())
    if not extension or len(extension[1]) >= len(rest):  # that hyphen stood behind the area code
        return f"{area} {rest}".strip()
    return f"{area} {rest[: -len(extension[1])]}-{extension[1]}"


def international(text):
    """As in +49 234 9100, for where it may be dialled from another country; empty if it is no number."""
    number = parsed(text)
    if number is None:
        return ""
    if is_short(number):
        return text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def link(text):
    """The address of a tel: link; empty if the text is no number that can be called from anywhere."""
    number = parsed(text)
    if number is None:
        return ""
    if is_short(number):
        return f"tel:{number.national_number}"
    return f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


def dialled(text):
    """The digits as one dials them in Germany, also of a part of a number: +49 (0)234 91 becomes 023491."""
    return re.sub(r"^(\+|00)49|^\+", "0", re.sub(r"[^0-9+]", "", text.replace("(0)", "")))


def validate_telephone(text):
    if not parsed(text):
        raise ValidationError(_("Please enter one telephone number with its area code, for example 0234 910-0."))


def validate_internal_telephone(text):
    """Within the house the extension is enough, also in groups of digits."""
    if not re.fullmatch(r"\d([ -]?\d){1,5}", text) and not parsed(text):
        raise ValidationError(_("Please enter one telephone number with its area code, or the extension alone."))
