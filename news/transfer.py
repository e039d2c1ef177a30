from news.models import PressRelease
from portal.transfer import TransferResource


class PressReleaseResource(TransferResource):
    class Meta(TransferResource.Meta):
        model = PressRelease
