"""An exchange as it is kept: masked, bounded, in the order in which it happened."""

from __future__ import annotations

from django.db import models

NO_ANSWER = 0  # in the place of a status: nobody answered


class WireLog(models.Model):
    """The log of an account: the last number that was given out. It outlives the exchanges, so that no number comes twice."""

    account_id = models.CharField(max_length=12, primary_key=True)
    last_number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"wire of {self.account_id}"


class Exchange(models.Model):
    """One request and its response. number: counts from 1 in the log of an account, and is never given twice.

    sender, receiver: browser, terminal, app, provider, sts, iam, trail (which is CloudTrail) or s3.  took: milliseconds.
    words: one sentence about it.
    status: HTTP's, or NO_ANSWER.
    request_id: AWS's, by which a page finds the explanation.  explanation: the finding, as explain.to_data writes it.
    """

    account_id = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    at = models.FloatField()
    sender = models.CharField(max_length=8)
    receiver = models.CharField(max_length=8)
    method = models.CharField(max_length=8)
    host = models.CharField(max_length=255)
    target = models.TextField()
    status = models.PositiveSmallIntegerField()
    took = models.FloatField()
    words = models.TextField(blank=True)
    request_head = models.TextField()
    request_body = models.TextField(blank=True)
    response_head = models.TextField()
    response_body = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    operation = models.CharField(max_length=40, blank=True)
    explanation = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account_id", "number"), name="one_number_an_exchange"),)
        indexes = (models.Index(fields=("account_id", "request_id"), name="exchange_by_request_id"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.number}: {self.method} {self.host}{self.target}"

    @property
    def refused(self) -> bool:
        """Whether the answer was a refusal, or none came."""
        return self.status >= 400 or self.status == NO_ANSWER
