"""What a stand-in remembers: codes it gave out, access tokens it gave out (both as SHA-256 only), its signing keys."""

from __future__ import annotations

from django.db import models


class SigningKey(models.Model):
    """An RSA key pair: the one that signs, the one before it, which is still published, and those before that for a while.

    retired_at: when it stopped to sign; None for one that signs, and for an older one that was there from the beginning.
    """

    class Slot(models.TextChoices):
        CURRENT = "current"
        PREVIOUS = "previous"
        RETIRED = "retired"

    slot = models.CharField(max_length=8, choices=Slot)
    kid = models.CharField(max_length=40, unique=True)
    public_jwk = models.JSONField()
    sealed_pem = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (  # two processes cannot both make the first
            models.UniqueConstraint(fields=("slot",), condition=~models.Q(slot="retired"), name="one_key_a_slot"),
        )

    def __str__(self) -> str:
        return f"{self.kid} ({self.slot})"


class OwnIssuer(models.Model):
    """What the learner's own issuer publishes.  document: its discovery document.  keys: the numbers of its keys.

    rsa: its RSA keys, sealed; "" until one is asked for.
    """

    account_id = models.CharField(max_length=12, primary_key=True)
    document = models.JSONField()
    keys = models.JSONField()
    rsa = models.TextField(blank=True, default="", db_default="")
    edited = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return f"the issuer of {self.account_id}"


class AuthorizationCode(models.Model):
    """A one-time code.  consent: what was chosen on the page (`consent.to_data`).  used_at: when it was traded.

    The names of its columns are those that authlib's PKCE and OpenID extensions look for.
    """

    slug = models.CharField(max_length=16)
    code_sha256 = models.CharField(max_length=64, unique=True)
    client_id = models.CharField(max_length=100)
    redirect_uri = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500)
    nonce = models.CharField(max_length=255, blank=True)
    code_challenge = models.CharField(max_length=128, blank=True)
    code_challenge_method = models.CharField(max_length=5, blank=True)
    consent = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("client_id", "nonce"), name="code_of_nonce"),)

    def __str__(self) -> str:
        return f"code for {self.client_id}, until {self.expires_at:%Y-%m-%dT%H:%M:%SZ}"

    def get_redirect_uri(self) -> str:
        """The redirect URI of the authorization request, "" when it had none."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """The scopes that were granted, separated by spaces."""
        return self.scope


class AccessToken(models.Model):
    """An access token: whose it is, which app's, until when.  refresh_sha256: "" when it came without a refresh token."""

    slug = models.CharField(max_length=16)
    token_sha256 = models.CharField(max_length=64, unique=True)
    refresh_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    client_id = models.CharField(max_length=100)
    person = models.CharField(max_length=32)
    scope = models.CharField(max_length=500)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    revoked = models.BooleanField(default=False)
    code = models.ForeignKey(AuthorizationCode, models.SET_NULL, null=True, related_name="tokens")

    def __str__(self) -> str:
        return f"access token of {self.person} for {self.client_id}, until {self.expires_at:%Y-%m-%dT%H:%M:%SZ}"

    def check_client(self, client: object) -> bool:
        """Whether the token was given to this client."""
        return getattr(client, "client_id", None) == self.client_id

    def get_scope(self) -> str:
        """The scopes that were granted, separated by spaces."""
        return self.scope
