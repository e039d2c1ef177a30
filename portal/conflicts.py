"""Two editors on one item: the second to save is told what changed and merges; nothing is overwritten silently.

A form carries the fingerprint of the state it was opened with. If that is no longer the present state, it is
shown again with three sources put together: fields the editor left alone show what is stored now, fields that
only the editor changed keep the input, and beside a field that both changed stands what the other stored.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _

from portal.differences import field_differences, names_in, parts
from portal.history import fill_columns, key_of, recorded_states, versions_of
from portal.text import shorten

LOOK_BACK = 50  # versions among which the one is sought that the form was opened with
LONGEST = 2000  # characters of the other's text beside a field; all of it stands at the top of the page


def fingerprint(state):
    """A state in 64 letters: what a form was opened with."""
    text = json.dumps([[*key, fields] for key, fields in state.items()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def who(user):
    """The name of an editor; empty if nobody is known."""
    return (user.get_full_name() or user.get_username()) if user else ""


@dataclass
class Conflict:
    present: dict
    base: dict | None  # the state that the form was opened with; None if no version holds it
    users: list  # who changed it since
    at: object = None  # when it was last changed; None if unknown
    revived: set = field(default_factory=set)  # (prefix, number) of rows that another deleted

    @classmethod
    def of(cls, item, present, opened_with):
        """The conflict between the present state and a form with this fingerprint; None if there is none."""
        if opened_with == fingerprint(present):
            return None
        versions = list(versions_of(item)[:LOOK_BACK])
        states = recorded_states(versions)
        for age, state in enumerate(states):
            if fingerprint(state) == opened_with:
                users = dict.fromkeys(version.revision.user for version in versions[:age])
                return cls(present, state, list(filter(None, users)), age and versions[0].revision.date_created)
        return cls(present, None, [])

    @cached_property
    def names(self):
        return names_in([self.present, self.base or {}])

    @cached_property
    def parts(self):
        """What the others changed; empty if unknown."""
        return parts(self.base, self.present, self.names) if self.base else []

    def opened(self, form_class, model, key):
        """The form as it was opened: unbound, with the values of then. None if these are unknown."""
        if not self.base or key not in self.base:
            return None
        fields = self.base[key]
        instance = fill_columns(model(pk=model._meta.pk.to_python(key[1])), fields)
        to_many = {name: fields[name] for name in fields if model._meta.get_field(name).many_to_many}
        return form_class(instance=instance, initial=to_many)

    def reconcile(self, form, opened):
        """Show in a bound form what is stored now where the editor changed nothing, and say what both changed."""
        key = key_of(form.instance)
        theirs = {one.name for part in self.parts if part.key == key for one in part.differences}
        now = field_differences(type(form.instance), {}, self.present[key], self.names)
        now = {one.name: one.after for one in now}
        for name in set(form.fields) & set((opened or form).fields):
            is_mine = opened is None or has_changed(opened, name, form[name].data)
            if not is_mine:
                form.fields[name].bound_data = stored_now
                form.errors.pop(name, None)
            elif (name in theirs or not self.base) and has_changed(form, name, form[name].data):
                stored = shorten(now.get(name) or _("(empty)"), LONGEST)
                form.add_error(name, _("Also changed by somebody else. Stored now: %(stored)s") % {"stored": stored})
            if isinstance(form.fields[name], forms.FileField) and form[name].data:
                form.add_error(name, _("Please choose the file once more."))

    def refused(self, form_class):
        """The form, which keeps its input and cannot be saved this time."""
        conflict = self

        class Refused(form_class):
            def _clean_form(self):
                super()._clean_form()
                self.add_error(None, _("Not saved yet: it was changed in the meantime. Please check, and save again."))

            def full_clean(self):
                super().full_clean()
                key = key_of(self.instance)
                conflict.reconcile(self, conflict.opened(form_class, type(self.instance), key))

        return Refused

    def rows(self, form_class, prefix, posted, files):
        """The posted rows without those that another deleted, unless the editor changed them: these become new rows."""
        model = form_class._meta.model
        label, pk_name = model._meta.label_lower, model._meta.pk.name
        total, initial = (int(posted.get(f"{prefix}-{name}_FORMS") or 0) for name in ("TOTAL", "INITIAL"))
        kept, revived = [], []
        for number in range(initial):
            key = label, posted.get(f"{prefix}-{number}-{pk_name}", "")
            if key in self.present:
                kept.append(number)
            elif f"{prefix}-{number}-DELETE" not in posted and self.was_touched(
                form_class, key, prefix, number, posted
            ):
                revived.append(number)
        order = [*kept, *range(initial, total), *revived]
        self.revived |= {(prefix, order.index(number)) for number in revived}
        return renumbered(posted, prefix, order, len(kept), pk_name), renumbered(files, prefix, order, len(kept), "")

    def was_touched(self, form_class, key, prefix, number, posted):
        if f"{prefix}-{number}-DELETE" in posted:
            return False
        opened = self.opened(form_class, form_class._meta.model, key)
        return opened is None or any(
            has_changed(opened, name, one.widget.value_from_datadict(posted, {}, f"{prefix}-{number}-{name}"))
            for name, one in opened.fields.items()
        )

    def reconcile_rows(self, formset):
        changed = {part.key for part in self.parts if part.kind == "changed"}
        for number, form in enumerate(formset.forms):
            key = key_of(form.instance)
            if (formset.prefix, number) in self.revived:
                form.add_error(None, _("Somebody else deleted this row. Saving makes it anew, with your changes."))
            elif number < formset.initial_form_count() and key in self.present:
                if form[forms.formsets.DELETION_FIELD_NAME].data and key in changed:
                    form.add_error(None, _("Somebody else changed this row, which you are deleting."))
                self.reconcile(form, self.opened(formset.form, type(form.instance), key))


def stored_now(data, initial):
    """As `bound_data` of a field it makes a bound form show what is stored, not what was sent."""
    return initial


def has_changed(form, name, data):
    """Whether this input differs from what the form was opened with; line breaks are written in two ways."""
    initial, data = (
        value.replace("\r\n", "\n") if isinstance(value, str) else value
        for value in (form.get_initial_for_field(form.fields[name], name), data)
    )
    return form.fields[name].has_changed(initial, data)


def renumbered(posted, prefix, order, initial, pk_name):
    """The posted values with the rows of one inline in this order; those after `initial` are new."""
    start = f"{prefix}-"
    result = posted.copy()
    for name in posted:
        if name.startswith(start) and name[len(start) :].partition("-")[0].isdigit():
            del result[name]
    for number, old in enumerate(order):
        for name in posted:
            if name.startswith(f"{start}{old}-"):
                result.setlist(f"{start}{number}-{name[len(f'{start}{old}-') :]}", posted.getlist(name))
        if pk_name and number >= initial:
            result[f"{start}{number}-{pk_name}"] = ""
    if pk_name:
        result[f"{start}TOTAL_FORMS"], result[f"{start}INITIAL_FORMS"] = len(order), initial
    return result
