from contacts.models import Contact
from portal.transfer import TransferResource


class ContactResource(TransferResource):
    class Meta(TransferResource.Meta):
        model = Contact
