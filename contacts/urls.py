from django.urls import path
from django.utils.translation import pgettext_lazy

from contacts import views

app_name = "contacts"
urlpatterns = [
    path(pgettext_lazy("address", "contacts/"), views.contact_list, name="contact_list"),
    path(
        pgettext_lazy("address", "contacts/units/<slug:slug>/"),
        views.organisational_unit_detail,
        name="organisational_unit_detail",
    ),
    path(
        pgettext_lazy("address", "contacts/units/<slug:slug>.vcf"),
        views.organisational_unit_card,
        name="organisational_unit_card",
    ),
    path(pgettext_lazy("address", "contacts/<slug:slug>/"), views.contact_detail, name="contact_detail"),
    path(pgettext_lazy("address", "contacts/<slug:slug>.vcf"), views.contact_card, name="contact_card"),
    # Names that begin with staff_ keep an answer out of all caches (portal/sign_in.py).
    path(pgettext_lazy("address", "internal/contacts/"), views.staff_look_up, name="staff_look_up"),
    path(pgettext_lazy("address", "internal/contacts.csv"), views.staff_look_up_csv, name="staff_look_up_csv"),
]
