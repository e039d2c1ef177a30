from django import forms
from django.utils.translation import gettext_lazy as _

from portal.search.documents import KINDS
from portal.search.finding import MOST
from portal.search.questions import LONGEST_QUESTION


class QuestionField(forms.CharField):
    def to_python(self, value):
        return super().to_python((value or "").replace("\x00", " "))  # which PostgreSQL does not take


class SearchForm(forms.Form):
    """What the address asks for. Anything but a question that is too long is answered."""

    q = QuestionField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUESTION,
        error_messages={
            "max_length": _("Your question is too long. Please use at most %(limit_value)d characters; a few words do.")
        },
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(choices=[(kind.name, kind.label) for kind in KINDS], required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST, required=False)

    @property
    def question(self):
        return self.cleaned_data.get("q", "") if self.is_valid() or "q" not in self.errors else ""

    @property
    def chosen_kind(self):
        return self.cleaned_data.get("kind", "")

    @property
    def chosen_page(self):
        return self.cleaned_data.get("page") or 1
