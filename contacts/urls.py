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
    path(pgettext_lazy("address", "contacts/<slug:slug>/"), views.contact_detail, name="contact_detail"),
]
