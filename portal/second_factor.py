"""What the second factor rests on is stored encrypted: who reads a back-up cannot sign in with it."""

import base64
import hashlib
import logging
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return cipher().decrypt(encrypted_text).decode()
        except InvalidToken:
            logger.error("A second factor was stored with another SECRET_KEY; see SECRET_KEY_FALLBACKS and reset_mfa.")
            return base64.b32encode(secrets.token_bytes(20)).decode()  # which no code fits


def are_readable():
    """Whether a key that is known here decrypts the secrets of all authenticator apps."""
    try:
        for data in Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("data", flat=True):
            cipher().decrypt(data["secret"])
    except InvalidToken:
        return False
    return True


def cipher():
    """Encrypts with the present key, decrypts with the former ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key))) for key in keys])


def derived(key):
    """32 bytes for this purpose only."""
    return hashlib.sha256(b"portal.second_factor:" + key.encode()).digest()
