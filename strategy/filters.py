"""The filter form of the list of core activities: one field a question, all of them optional."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from strategy.models import Status


class CoreActivityFilter(forms.Form):
    """Reads the filters from the address. The choices are rows fetched before, so that no value that a
    visitor types ever reaches the database."""

    competency = forms.ChoiceField(label=_("Competency"), required=False)
    focus = forms.ChoiceField(label=_("Main focus"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("all")), *Status.choices])
    issue = forms.ChoiceField(label=_("Cross-cutting issue"), required=False)
    batch = forms.ChoiceField(label=_("Batch"), required=False)

    def __init__(self, query, *, competencies, foci, issues, batches):
        super().__init__(query, auto_id="filter-%s")
        named_foci = [focus for focus in foci if focus.name]
        self.rows = {
            "competency": {competency.slug: competency for competency in competencies},
            "focus": {focus.slug: focus for focus in named_foci},
            "issue": {issue.slug: issue for issue in issues},
            "batch": {str(batch): batch for batch in batches},
        }
        for name, rows in self.rows.items():
            self.fields[name].choices = [("", _("all")), *((key, str(row)) for key, row in rows.items())]
        self.fields["batch"].choices = [("", _("all")), *((b, _("Batch %s") % b) for b in self.rows["batch"])]

    def chosen(self):
        """What to pass to `CoreActivityQuerySet.matching`; a field with an error narrows nothing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: self.rows[name][value] if name in self.rows else value for name, value in given.items()}

    def in_words(self):
        """The filters that are on, each as its label, its value and the query that leaves it out."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            (
                self.fields[name].label,
                dict(self.fields[name].choices)[value],
                "?" + urlencode({other: kept for other, kept in given.items() if other != name}),
            )
            for name, value in given.items()
        ]
